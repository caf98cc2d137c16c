-- Which weight has each pillar in each profile?
--
-- Grain:       profile, pillar
-- Reads:       pillar_weights
-- Parameters:
-- Units:       weight 0..1. A table of its own so that a scenario can weigh otherwise while the same SQL
--              makes the score
select profile, pillar, weight::double as weight from reference.pillar_weights
