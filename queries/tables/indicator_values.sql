-- What is the value of each indicator in each territory, on each day, and how much of it is known?
--
-- Grain:       as_of, indicator, unit_code
-- Reads:       units, commune_values, above_values, top_values, indicators
-- Parameters:
-- Units:       value: share 0..1 or per 1,000 adults, null where unknown or not applicable, from
--              published counts. k: known share 0..1, by adults above the commune. members_known of
--              members_applicable: communes (bodies for bureau shares). cap_share: share of adults
--              covered, for the cap of the class. floor and target: null where the reference decides.
select v.as_of, u.grain, v.indicator, v.unit_code, v.value, v.numerator, v.denominator,
    v.is_known::integer::double as k, v.is_known::integer::bigint as members_known,
    v.is_applicable::integer::bigint as members_applicable, v.is_applicable, false as is_inherited,
    v.is_masked, v.is_partial, v.cap_share, v.fact_on, v.freshness,
    null::double as floor, null::double as target
from commune_values v join units u on u.unit_code = v.unit_code
union all
select v.as_of, u.grain, v.indicator, v.unit_code, v.value, v.numerator, v.denominator, v.k,
    v.members_known, v.members_applicable, v.is_applicable, false, false,
    v.members_known < v.members_applicable, v.cap_share, v.fact_on, v.freshness, null, null
from above_values v join units u on u.unit_code = v.unit_code
union all
select v.as_of, u.grain, v.indicator, v.unit_code,
    case when v.is_known and v.is_applicable then v.numerator / nullif(v.denominator, 0) end,
    case when v.is_known and v.is_applicable then v.numerator end,
    case when v.is_known and v.is_applicable then v.denominator end,
    (v.is_known and v.is_applicable)::integer::double,
    coalesce(v.members_known, (v.is_known and v.is_applicable)::integer),
    coalesce(v.members_all, v.is_applicable::integer), v.is_applicable, false, false, false, null, v.fact_on,
    case when v.is_known and v.is_applicable then greatest(0, least(1,
        (4 * i.rhythm_days - greatest(0, v.as_of - v.fact_on)) / (3.0 * i.rhythm_days)))::double end,
    null, null
from top_values v
join units u on u.unit_code = v.unit_code
join reference.indicators i on i.id = v.indicator
