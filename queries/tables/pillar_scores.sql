-- How ready is each territory in each pillar on each day?
--
-- Grain:       as_of, profile, unit_code, pillar
-- Reads:       pillar_shares, units
-- Parameters:
-- Units:       score 0..100 over what is known in the pillar, null when nothing is; weight of the pillar
--              0..1 after not applicable; known_share of that weight
select s.as_of, s.profile, s.unit_code, u.grain, s.pillar,
    s.live_w / (1 - sum(s.idle_w) over (partition by s.as_of, s.profile, s.unit_code)) as weight,
    s.factor * s.known / nullif(s.live_w, 0) as known_share, s.points / nullif(s.known, 0) as score
from pillar_shares s
join units u on u.unit_code = s.unit_code
