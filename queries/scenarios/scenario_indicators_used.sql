-- Between which floor and target would each indicator earn points: the scenario's, else as they are?
--
-- Grain:       id
-- Reads:       indicators_used, assumed_aims
-- Parameters:
-- Units:       as in indicators_used, which this takes the place of
select i.* replace (
    coalesce(a.floor, i.floor) as floor,
    coalesce(a.target, i.target_commune) as target_commune,
    coalesce(a.target, i.target_above) as target_above,
    case when a.indicator is null then i.floor_urban end as floor_urban,
    case when a.indicator is null then i.target_urban end as target_urban,
    case when a.indicator is null then i.floor_rural end as floor_rural,
    case when a.indicator is null then i.target_rural end as target_rural
)
from indicators_used i
left join assumed_aims a on a.indicator = i.id
