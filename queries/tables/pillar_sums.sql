-- What do the indicators of each pillar add up to in each territory?
--
-- Grain:       as_of, profile (empty for what no election decides), unit_code, pillar
-- Reads:       indicator_points
-- Parameters:
-- Units:       sums of the weights in the pillar 0..1: idle of what is not applicable, known by k,
--              points times known, fresh known by freshness, own and inherited apart. covered_share,
--              seats_covered, stations_covered: for the caps, null where unknown or not applicable
select as_of, profile, unit_code, pillar,
    coalesce(sum(weight) filter (where not is_applicable), 0) as idle,
    sum(weight * k) as known, coalesce(sum(weight * k * points), 0) as points,
    coalesce(sum(weight * k * freshness) filter (where not is_inherited), 0) as fresh_own,
    coalesce(sum(weight * k * freshness) filter (where is_inherited), 0) as fresh_inherited,
    any_value(cap_share) filter (where indicator = 'secretariat' and k > 0) as covered_share,
    any_value(value) filter (where indicator = 'seats_covered' and k > 0) as seats_covered,
    any_value(value) filter (where indicator = 'stations_covered' and k > 0) as stations_covered,
    min(fact_on) filter (where k > 0) as true_on
from indicator_points
group by as_of, profile, unit_code, pillar
