-- How ready is each territory in each pillar on each day?
--
-- Grain:       as_of, unit_code, pillar
-- Reads:       weighted_indicators
-- Parameters:
-- Units:       score 0..100 over what is known in the pillar, null when nothing is; weight of the pillar
--              0..1 after not applicable; known_share of that weight
select as_of, unit_code, any_value(grain) as grain, pillar, sum(w) as weight,
    sum(w * k) / nullif(sum(w), 0) as known_share,
    sum(w * k * points) / nullif(sum(w * k), 0) as score
from weighted_indicators
group by as_of, unit_code, pillar
