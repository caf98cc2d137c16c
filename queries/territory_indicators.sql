-- What does each indicator of a territory and of all that lies in it say, what does it weigh, and how fresh is it?
--
-- Grain:       as_of, profile, unit_code, indicator; by unit, then pillar, weight and name; shown-only indicators
--              last
-- Reads:       indicator_values, weighted_indicators, elections_of_days, units, indicators, pillars, unit_within, seen
-- Parameters:  $territory  varchar, code of the territory
-- Units:       value: share 0..1 or members per 1,000 adults, null where state says why (no_data,
--              not_applicable, masked); numerator and denominator from published counts (numerator of
--              members is per 1,000); w 0..1; k known share; points 0..100; freshness 0..1
with inside as (
    select unit_code from reference.unit_within
    where territory_code = $territory and unit_code in (select unit_code from seen)
),
here as (
    select e.as_of, e.profile, v.* exclude (as_of, profile)
    from elections_of_days e
    join indicator_values v on v.as_of = e.facts_on and v.profile in ('', e.profile)
    join units u on u.unit_code = v.unit_code and u.profile in ('', e.profile)
    where v.unit_code in (select unit_code from inside)
),
weights as (
    select * from weighted_indicators where unit_code in (select unit_code from inside)
),
listed as (
    select as_of, profile, unit_code, indicator, grain from here
    union
    select as_of, profile, unit_code, indicator, grain from weights
)
select l.as_of, l.profile, l.unit_code, l.indicator, i.pillar, i.name_ar, i.name_fr, i.name_en, i.unit, i.direction,
    p.name_ar as pillar_name_ar, p.name_fr as pillar_name_fr, p.name_en as pillar_name_en,
    case when not coalesce(v.is_masked, false) then v.value end as value,
    case when not coalesce(v.is_masked, false) then v.numerator end as numerator,
    v.denominator, coalesce(v.k, 0) as k, v.members_known, v.members_applicable,
    case when not coalesce(v.is_applicable, true) then 'not_applicable' when v.value is null then 'no_data'
         when v.is_masked then 'masked' end as state,
    coalesce(v.is_inherited, false) as is_inherited, coalesce(v.is_partial, false) as is_partial,
    w.w, w.base_w, coalesce(w.floor, i.floor) as floor, w.target, w.points, v.freshness, v.fact_on as true_on, i.rhythm_days
from listed l
join reference.indicators i on i.id = l.indicator
join reference.pillars p on p.pillar = i.pillar
left join here v
    on v.as_of = l.as_of and v.profile = l.profile and v.unit_code = l.unit_code and v.indicator = l.indicator
left join weights w
    on w.as_of = l.as_of and w.profile = l.profile and w.unit_code = l.unit_code and w.indicator = l.indicator
order by l.as_of, l.profile, l.unit_code, p.position, w.w desc nulls last, l.indicator
