-- What is each territory called, and where does it lie?
--
-- Grain:       unit_code
-- Reads:       units, territories, provinces, regions
-- Parameters:
-- Units:       adults in persons of 18 and over
select u.unit_code, u.grain, t.name_ar, t.name_fr, u.province_code,
    coalesce(p.name_ar, r.name_ar) as province_name_ar, coalesce(p.name_fr, r.name_fr) as province_name_fr,
    u.commune_code, u.cercle_code, u.adults::bigint as adults
from units u
join reference.territories t on t.code = u.unit_code
left join reference.provinces p on p.code = u.province_code
left join reference.regions r on r.code = u.unit_code
