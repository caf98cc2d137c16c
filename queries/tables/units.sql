-- Which units have a readiness, and how many adults live in each?
--
-- Grain:       unit_code (194 communes, 6 arrondissements, provinces, region; of the kinds of election asked
--              their constituencies)
-- Reads:       profiles, communes, arrondissements, provinces, regions, constituencies, extents
-- Parameters:
-- Units:       profile: the only one a constituency is of, empty for territories. adults in persons of 18 and
--              over; above the commune the sum of the communes', so that shares of adults add up; urban_share
--              0..1, the share of adults in urban communes
with communes as (
    select code, province_code, region_code, cercle_code, adults_18_plus::double as adults,
        case when milieu = 'urban' then 1.0 else 0.0 end as urban
    from reference.communes
),
constituencies as (
    select id, case split_part(kind, '.', 1) when 'chamber' then 'professional_chambers'
        else split_part(kind, '.', 1) end as profile
    from reference.constituencies
)
select code as unit_code, 'commune' as grain, '' as profile, province_code, region_code, cercle_code,
    code as commune_code, adults, urban::double as urban_share
from communes
union all
select a.code, 'arrondissement', '', c.province_code, c.region_code, null, a.commune_code,
    a.adults_18_plus::double, case when a.milieu = 'urban' then 1.0 else 0.0 end
from reference.arrondissements a join communes c on c.code = a.commune_code
union all
select p.code, 'province', '', p.code, any_value(c.region_code), null, null, sum(c.adults),
    sum(c.adults * c.urban) / nullif(sum(c.adults), 0)
from reference.provinces p join communes c on c.province_code = p.code
group by p.code
union all
select r.code, 'region', '', null, r.code, null, null, sum(c.adults),
    sum(c.adults * c.urban) / nullif(sum(c.adults), 0)
from reference.regions r join communes c on c.region_code = r.code
group by r.code
union all
select k.id, 'constituency', k.profile, null, null, null, null, x.adults, x.urban_share
from constituencies k
join profiles p on p.profile = k.profile
join extents x on x.unit_code = k.id
