-- How ready is each territory on each day, between which bounds, and how reliable is the figure?
--
-- Grain:       as_of, unit_code
-- Reads:       weighted_indicators, warning_factors, classes, method
-- Parameters:  $profile  varchar, organisational or a kind of election
-- Units:       score, low, high, reliability 0..100; known_weight 0..1; score and classes are null when
--              not assessable (known weight under 0.60). class_no is the class of the score, class_low
--              and class_high those of the bounds, all after the cap; ranks and the home map order by
--              low. class_limited_by: the indicator whose cap lowered one of them;
--              highest_class: the highest class the caps allow.
with sums as (
    select as_of, unit_code, any_value(grain) as grain,
        round(sum(w * k), 9) as known_weight,
        round(coalesce(sum(w * k * points), 0), 9) as low,
        round(100 * sum(w * (1 - k)), 9) as unknown,
        sum(w * k * freshness) filter (where not is_inherited) as own_weight,
        sum(w * k * freshness) filter (where is_inherited) as inherited_weight,
        any_value(cap_share) filter (where indicator = 'secretariat' and k > 0) as covered_share
    from weighted_indicators
    group by as_of, unit_code
),
rules as (
    select *, (select list(low order by class_no) from reference.classes) as lows
    from reference.method
),
bounded as (
    select s.*, s.low + s.unknown as high, r.lows, s.known_weight >= r.not_assessable_under as is_assessable,
        round(s.low / nullif(s.known_weight, 0), 9) as raw_score,
        coalesce(case when s.grain in ('province', 'region') then s.covered_share < r.cap_covered_adults
            else s.covered_share = 0 end, false) as is_capped,
        r.cap_class,
        coalesce(s.own_weight, 0) + r.inherited_reliability * coalesce(s.inherited_weight, 0)
            as fresh_weight
    from sums s cross join rules r
),
classed as (
    select *,
        len(list_filter(lows, lambda bound: bound <= raw_score)) as score_class,
        len(list_filter(lows, lambda bound: bound <= low)) as low_class,
        len(list_filter(lows, lambda bound: bound <= round(high, 6))) as high_class,
        case when is_capped then cap_class else len(lows) end as highest_class
    from bounded
)
select c.as_of, c.grain, c.unit_code, $profile::varchar as profile,
    case when c.is_assessable then c.raw_score end as score,
    c.low, c.high, c.known_weight, c.is_assessable,
    case when c.is_assessable then least(c.score_class, c.highest_class) end as class_no,
    case when c.is_assessable then least(c.low_class, c.highest_class) end as class_low,
    case when c.is_assessable then least(c.high_class, c.highest_class) end as class_high,
    case when c.is_assessable and greatest(c.score_class, c.high_class) > c.highest_class
        then 'secretariat' end as class_limited_by, c.highest_class,
    round(100 * c.fresh_weight * f.factor, 9) as reliability, f.warnings
from classed c
join warning_factors f on f.as_of = c.as_of and f.unit_code = c.unit_code
