-- How ready is one territory, and what is its next step?
--
-- Grain:       as_of
-- Reads:       scores, places, next_steps, figures_seen
-- Parameters:  $territory  varchar, code of the territory
-- Units:       score, low, high, reliability 0..100, null when not assessable; class_no the class of the
--              low end, class_of_score and class_high the others, after caps
select s.as_of, s.unit_code, s.grain, p.name_ar, p.name_fr, p.province_code, p.province_name_ar,
    p.province_name_fr, p.commune_code, p.adults, s.profile, s.election_id, s.polling_on, s.facts_on, s.score, s.low, s.high, s.class_low as class_no,
    s.class_no as class_of_score, s.class_high, s.class_limited_by, s.known_weight, s.is_assessable,
    s.reliability, s.warnings,
    s.state,
    n.code as next_step, n.step_on as next_step_on
from scores s
join places p on p.unit_code = s.unit_code
left join next_steps n on n.as_of = s.as_of and n.unit_code = s.unit_code
where s.unit_code = $territory and s.unit_code in (select unit_code from figures_seen)
order by s.as_of, s.unit_code
