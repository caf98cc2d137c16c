-- Which weights of pillars does a scenario assume?
--
-- Grain:       profile, pillar
-- Reads:
-- Parameters:  $weight_profiles  varchar[], the profile of each weight
--              $weight_pillars   varchar[], its pillar
--              $weight_values    double[], the weight
-- Units:       weight 0..1; the weights of a profile named here are all its weights
select unnest($weight_profiles::varchar[]) as profile, unnest($weight_pillars::varchar[]) as pillar,
    unnest($weight_values::double[]) as weight
