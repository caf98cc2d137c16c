-- What is the value of each indicator in each territory, and why is it missing where it is?
--
-- Grain:       as_of, profile, indicator, unit_code (all grains); by day, profile, indicator, code
-- Reads:       indicator_values, elections_of_days, units, places, figures_seen
-- Parameters:
-- Units:       value: share 0..1 or members per 1,000 adults, null where state says why: no_data,
--              not_applicable, masked (the count behind it is 1 to 9). k known share 0..1 by adults;
--              members_known of members_applicable communes; is_partial: some parts are not reported
select e.as_of, e.profile, v.indicator, v.unit_code, v.unit_code as territory_code, v.grain, p.name_ar, p.name_fr,
    p.province_code, p.commune_code,
    case when not v.is_masked then v.value end as value,
    v.k, v.members_known, v.members_applicable, v.is_partial, v.is_inherited,
    case when not v.is_applicable then 'not_applicable' when v.value is null then 'no_data'
         when v.is_masked then 'masked' end as state,
    v.fact_on as true_on, 100 * v.k * coalesce(v.freshness, 0) as reliability
from elections_of_days e
join indicator_values v on v.as_of = e.facts_on and v.profile in ('', e.profile)
join units u on u.unit_code = v.unit_code and u.profile in ('', e.profile)
join places p on p.unit_code = v.unit_code
where v.unit_code in (select unit_code from figures_seen)
order by e.as_of, e.profile, v.indicator, v.unit_code
