-- What is the value of each indicator in each version of a unit: assumed, else as reported?
--
-- Grain:       as_of, profile, indicator, unit_code (the code of the version)
-- Reads:       indicator_values, elections_of_days, units, variants, assumed_values, indicators_used
-- Parameters:
-- Units:       as in indicator_values, which this takes the place of. An assumed value is known in full (k 1),
--              the unit's own, true on the day asked; one of an indicator that does not apply is left out
with assumed as (
    select v.variant_code, v.unit_code, a.indicator, a.value
    from variants v join assumed_values a on a.variant_code = v.variant_code
),
missing as (
    select distinct e.facts_on as as_of,
        case when i.pillar in ('candidacies', 'polling') then e.profile else '' end as profile,
        u.grain, a.indicator, a.variant_code as unit_code, a.unit_code as base_code, a.value
    from assumed a
    join units u on u.unit_code = a.unit_code
    join indicators_used i on i.id = a.indicator
    cross join elections_of_days e
)
select v.* replace (
    x.variant_code as unit_code,
    case when v.is_applicable then coalesce(a.value, v.value) else v.value end as value,
    case when v.is_applicable and a.value is not null then 1 else v.k end as k,
    v.is_inherited and a.value is null as is_inherited,
    case when v.is_applicable and a.value is not null then v.as_of else v.fact_on end as fact_on,
    case when v.is_applicable and a.value is not null then 1 else v.freshness end as freshness,
    case when v.indicator = 'secretariat' and a.value is not null then (a.value > 0)::integer
        else v.cap_share end as cap_share
)
from indicator_values v
join variants x on x.unit_code = v.unit_code
left join assumed a on a.variant_code = x.variant_code and a.indicator = v.indicator
union all by name
select m.as_of, m.profile, m.grain, m.indicator, m.unit_code, m.value, 1.0 as k, true as is_applicable,
    false as is_inherited, false as is_masked, false as is_partial, m.as_of as fact_on, 1.0 as freshness,
    1 as members_known, 1 as members_applicable
from missing m
left join indicator_values v
    on v.as_of = m.as_of and v.profile = m.profile and v.indicator = m.indicator and v.unit_code = m.base_code
where v.unit_code is null
