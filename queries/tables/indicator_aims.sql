-- What does each indicator weigh in its pillar, and between which floor and target does it earn points?
--
-- Grain:       indicator, grain (commune, or above)
-- Reads:       indicator_weights, indicators_used
-- Parameters:
-- Units:       weight 0..1 in the pillar; floors and targets in the unit of the indicator, null where it has none
select w.indicator, w.pillar, w.grain, w.weight, i.floor,
    case when w.grain = 'commune' then i.target_commune else i.target_above end as target,
    i.floor_urban, i.floor_rural, i.target_urban, i.target_rural
from reference.indicator_weights w join indicators_used i on i.id = w.indicator
