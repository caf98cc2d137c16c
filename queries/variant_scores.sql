-- How ready is every version of a unit that a scenario looks at?
--
-- Grain:       as_of, profile, variant_code
-- Reads:       scores, variants
-- Parameters:
-- Units:       score, low, high 0..100; class_low: the class of the low end, after caps; null where not assessable
select s.as_of, s.profile, v.variant_code, v.unit_code, s.score, s.low, s.high, s.class_low, s.class_limited_by,
    s.state
from variants v join scores s on s.unit_code = v.variant_code
order by s.as_of, s.profile, v.variant_code, v.unit_code
