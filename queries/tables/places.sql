-- What is each unit called, and where does it lie?
--
-- Grain:       unit_code
-- Reads:       units, territories, constituencies, provinces, regions, unit_within
-- Parameters:
-- Units:       adults in persons of 18 and over. province_code of a constituency: the province it lies in,
--              null when it is wider
with lying as (
    select w.unit_code, min(w.territory_code) as province_code
    from reference.unit_within w
    where w.territory_code in (select code from reference.provinces)
    group by w.unit_code
),
placed as (
    select u.*, coalesce(u.province_code, l.province_code) as lies_in
    from units u
    left join lying l on l.unit_code = u.unit_code
)
select u.unit_code, u.grain, coalesce(t.name_ar, k.name_ar) as name_ar, coalesce(t.name_fr, k.name_fr) as name_fr,
    u.lies_in as province_code,
    coalesce(p.name_ar, r.name_ar) as province_name_ar, coalesce(p.name_fr, r.name_fr) as province_name_fr,
    u.commune_code, u.cercle_code, u.adults::bigint as adults
from placed u
left join reference.territories t on t.code = u.unit_code
left join reference.constituencies k on k.id = u.unit_code
left join reference.provinces p on p.code = u.lies_in
left join reference.regions r on r.code = u.unit_code
