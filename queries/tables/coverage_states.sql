-- Has each commune and arrondissement its secretariat, and what kind of place is it?
--
-- Grain:       as_of, unit_code (194 communes, 6 arrondissements)
-- Reads:       coverage, places, units, communes, arrondissements, population_bands
-- Parameters:
-- Units:       state: own, other (a body seated elsewhere covers it), part (some arrondissements only),
--              none, unknown (nothing says). Shares 0..1, null where unknown. is_place: a place where
--              a local secretariat is founded: an arrondissement, or a commune without any. band: of
--              the population of 2024, null where it is not known.
with described as (
    select code, milieu, population_2024 from reference.communes
    union all
    select code, milieu, population_2024 from reference.arrondissements
),
opened as (
    select distinct commune_code from reference.arrondissements
)
select c.as_of, c.unit_code, c.grain, p.name_ar, p.name_fr, p.province_code, p.province_name_ar,
    p.province_name_fr, u.region_code, p.commune_code, p.adults, d.milieu, b.code as band,
    c.grain = 'arrondissement' or o.commune_code is null as is_place, c.is_known,
    case when not c.is_known then 'unknown' when c.own_share > 1 - 1e-9 then 'own'
         when c.covered_share > 1 - 1e-9 then 'other' when c.covered_share > 0 then 'part'
         else 'none' end as state,
    c.own_share, c.covered_share, c.fact_on
from coverage c
join places p on p.unit_code = c.unit_code
join units u on u.unit_code = c.unit_code
join described d on d.code = c.unit_code
left join opened o on o.commune_code = c.unit_code
left join reference.population_bands b
    on d.population_2024 >= b.low and d.population_2024 < coalesce(b.high, d.population_2024 + 1)
