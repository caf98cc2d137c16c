-- How large is every unit that figures can be reported for, and who lives in it?
--
-- Grain:       unit_code (communes, arrondissements, cercles, provinces, region, constituencies)
-- Reads:       communes, arrondissements, cercles, provinces, regions, constituencies, unit_within, method
-- Parameters:
-- Units:       adults, women, men in persons of 18 and over; urban_adults and single_adults of them: in
--              urban communes, in communes of the uninominal ballot. leaves: communes without
--              arrondissements, and arrondissements. layer: territory, or the kind of constituency.
--              holds_arrondissement: some leaf is one.
with parted as (
    select distinct commune_code as code from reference.arrondissements
),
leaves as (
    select c.code, c.code as commune_code, c.adults_18_plus::double as adults,
        c.women_18_plus::double as women, c.men_18_plus::double as men, c.milieu = 'urban' as is_urban,
        c.population_2024 <= m.uninominal_up_to as is_single, false as is_part
    from reference.communes c cross join reference.method m
    where c.code not in (select code from parted)
    union all
    select code, commune_code, adults_18_plus::double, women_18_plus::double, men_18_plus::double,
        milieu = 'urban', false, true
    from reference.arrondissements
),
listed as (
    select code as unit_code, 'territory' as layer from reference.communes
    union all select code, 'territory' from reference.arrondissements
    union all select code, 'territory' from reference.cercles
    union all select code, 'territory' from reference.provinces
    union all select code, 'territory' from reference.regions
    union all select id, kind from reference.constituencies
),
summed as (
    select u.unit_code, u.layer, sum(l.adults) as adults, sum(l.women) as women, sum(l.men) as men,
        coalesce(sum(l.adults) filter (where l.is_urban), 0) as urban_adults,
        coalesce(sum(l.adults) filter (where l.is_single), 0) as single_adults,
        count(*) as leaves, bool_or(l.is_part) as holds_arrondissement
    from listed u
    join reference.unit_within w on w.territory_code = u.unit_code
    join leaves l on l.code = w.unit_code
    group by u.unit_code, u.layer
)
select s.unit_code, s.layer, coalesce(c.adults_18_plus::double, s.adults) as adults,
    coalesce(c.women_18_plus::double, s.women) as women, coalesce(c.men_18_plus::double, s.men) as men,
    s.urban_adults / nullif(s.adults, 0) as urban_share, s.single_adults / nullif(s.adults, 0) as single_share,
    s.leaves, s.holds_arrondissement
from summed s
left join reference.communes c on c.code = s.unit_code
