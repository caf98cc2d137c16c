-- For which election is which province ready, and how reliable is that?
--
-- Grain:       as_of, profile, unit_code (region, provinces); by profile, the region first, then by code
-- Reads:       scores, places, elections_of_days, figures_seen
-- Parameters:
-- Units:       score, low, high, reliability 0..100; class_no: the class of the low end (the map's), after caps,
--              null where not assessable. state: null, no_data, not_assessable, not_applicable (no such
--              election there). election_id, polling_on: the election the figures prepare, null where none is
--              listed or no day is published; is_past: the figures stay as at polling day
select s.as_of, s.profile, s.unit_code, s.grain, p.name_ar, p.name_fr, e.election_id, e.polling_on, e.is_past,
    e.is_confidential, s.score, s.low, s.high, s.class_low as class_no, s.class_limited_by, s.known_weight,
    s.reliability, s.state
from scores s
join places p on p.unit_code = s.unit_code
join elections_of_days e on e.as_of = s.as_of and e.profile = s.profile
where s.grain in ('province', 'region') and s.unit_code in (select unit_code from figures_seen)
order by s.as_of, s.profile, s.grain desc, s.unit_code
