-- Which weight would each pillar have in each profile: the scenario's, else as it is?
--
-- Grain:       profile, pillar
-- Reads:       pillar_weights_used, assumed_weights
-- Parameters:
-- Units:       as in pillar_weights_used, which this takes the place of
select profile, pillar, weight from assumed_weights where weight > 0
union all
select profile, pillar, weight
from pillar_weights_used
where profile not in (select profile from assumed_weights)
