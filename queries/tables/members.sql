-- Of which communes is each province, region and constituency made, where no other of them is made of the same?
--
-- Grain:       above_code, commune_code
-- Reads:       units, unit_within, top_of
-- Parameters:
-- Units:       adults in persons of 18 and over, of the commune. commune_code: an arrondissement where a
--              constituency holds some of a commune's arrondissements and not the commune
with held as (
    select c.unit_code as above_code, u.unit_code as commune_code, u.grain, u.cercle_code, u.adults,
        u.commune_code as whole_code
    from units c
    join reference.unit_within w on w.territory_code = c.unit_code
    join units u on u.unit_code = w.unit_code and u.grain in ('commune', 'arrondissement')
    join top_of o on o.unit_code = c.unit_code and o.same_code = c.unit_code
    where c.grain = 'constituency'
)
select 'province' as grain, province_code as above_code, unit_code as commune_code, cercle_code, adults
from units
where grain = 'commune' and province_code is not null
union all
select 'region', region_code, unit_code, cercle_code, adults
from units
where grain = 'commune' and region_code is not null
union all
select 'constituency', h.above_code, h.commune_code, h.cercle_code, h.adults
from held h
left join held whole on whole.above_code = h.above_code and whole.commune_code = h.whole_code
where h.grain = 'commune' or whole.above_code is null
