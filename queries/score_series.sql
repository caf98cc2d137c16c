-- How has the readiness of each territory moved over the days asked?
--
-- Grain:       profile, unit_code, as_of; by territory, oldest first
-- Reads:       scores, places, figures_seen
-- Parameters:
-- Units:       score, low, high, reliability 0..100, null when not assessable; known_weight 0..1
select s.profile, s.election_id, s.unit_code, s.as_of, s.grain, t.name_ar, t.name_fr, s.score, s.low, s.high, s.class_no, s.class_low, s.class_high,
    s.class_limited_by, s.state,
    s.known_weight, s.is_assessable, s.reliability
from scores s
join places t on t.unit_code = s.unit_code
where s.unit_code in (select unit_code from figures_seen)
order by s.profile, s.unit_code, s.as_of
