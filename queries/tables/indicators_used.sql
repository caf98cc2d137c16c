-- Between which floor and target does each indicator earn points?
--
-- Grain:       id
-- Reads:       indicators
-- Parameters:
-- Units:       floors and targets in the unit of the indicator, null where it has none. A table of its own so
--              that a scenario can aim otherwise while the same SQL makes the score
select id, pillar, floor::double as floor, target_commune::double as target_commune,
    target_above::double as target_above, floor_urban::double as floor_urban,
    target_urban::double as target_urban, floor_rural::double as floor_rural,
    target_rural::double as target_rural, grains, rhythm_days
from reference.indicators
