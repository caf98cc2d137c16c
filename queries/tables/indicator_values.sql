-- What is the value of each indicator in each territory, on each day, and how much of it is known?
--
-- Grain:       as_of, profile (empty for what no election decides), indicator, unit_code
-- Reads:       units, commune_values, above_values, top_values, answered_values, top_of, constraint_ages,
--              reported_values, indicators
-- Parameters:
-- Units:       value: share 0..1, per 1,000 adults or days, null where unknown or not applicable, from
--              published counts. k: known share 0..1, by adults above the commune. members_known of
--              members_applicable: communes (bodies for bureau shares). cap_share: share of adults
--              covered, for the cap of the class. floor and target: null where the reference decides.
--              is_inherited: the value of a larger unit.
with of_tops as (
    select as_of, indicator, unit_code, is_known, is_applicable, numerator, denominator, members_known,
        members_all, fact_on
    from top_values
    union all
    select as_of, indicator, unit_code, is_known, is_applicable, numerator, denominator, members_known,
        members_all, fact_on
    from answered_values
),
tops as (
    select v.as_of, u.grain, u.unit_code, v.indicator, v.is_applicable, o.is_inherited, v.members_known,
        v.members_all, v.is_known and v.is_applicable as is_known, v.numerator, v.denominator, v.fact_on,
        i.rhythm_days
    from of_tops v
    join reference.indicators i on i.id = v.indicator
    join top_of o on o.top_code = v.unit_code
    join units u on u.unit_code = o.unit_code
    where list_contains(string_split(i.grains, '|'), u.grain)
)
select v.as_of, '' as profile, u.grain, v.indicator, v.unit_code, v.value, v.numerator, v.denominator,
    v.is_known::integer::double as k, v.is_known::integer::bigint as members_known,
    v.is_applicable::integer::bigint as members_applicable, v.is_applicable, false as is_inherited,
    v.is_masked, v.is_partial, v.cap_share, v.fact_on, v.freshness,
    null::double as floor, null::double as target
from commune_values v join units u on u.unit_code = v.unit_code
union all
select v.as_of, '', u.grain, v.indicator, u.unit_code, v.value, v.numerator, v.denominator, v.k,
    v.members_known, v.members_applicable, v.is_applicable, false, false,
    v.members_known < v.members_applicable, v.cap_share, v.fact_on, v.freshness, null, null
from above_values v
join top_of o on o.same_code = v.unit_code
join units u on u.unit_code = o.unit_code
union all
select as_of, '', grain, indicator, unit_code,
    case when is_known then numerator / nullif(denominator, 0) end,
    case when is_known then numerator end, case when is_known then denominator end,
    is_known::integer::double, coalesce(members_known, is_known::integer),
    coalesce(members_all, is_applicable::integer), is_applicable, is_inherited, false, false, null, fact_on,
    case when is_known then greatest(0, least(1,
        (4 * rhythm_days - greatest(0, as_of - fact_on)) / (3.0 * rhythm_days)))::double end,
    null, null
from tops
union all
select c.as_of, '', u.grain, 'constraints_age', c.unit_code,
    case when c.known_share > 0 then c.median_days end, case when c.known_share > 0 then c.median_days end,
    case when c.known_share > 0 and c.open_count > 0 then 1 end,
    case when c.open_count > 0 then c.known_share else 0 end, (c.known_share > 0)::integer, 1,
    not (c.known_share > 0 and c.open_count = 0), false, false, c.known_share between 1e-9 and 1 - 1e-9, null,
    c.fact_on, null, null, null
from constraint_ages c join units u on u.unit_code = c.unit_code
union all
select v.as_of, v.profile, u.grain, v.indicator, v.unit_code, v.value, v.numerator, v.denominator, v.k,
    (v.k > 0)::integer, v.is_applicable::integer, v.is_applicable, v.is_inherited, false, v.is_partial, null,
    v.fact_on, v.freshness, v.floor, v.target
from reported_values v join units u on u.unit_code = v.unit_code
