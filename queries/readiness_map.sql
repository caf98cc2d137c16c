-- How ready is each commune and arrondissement, and what is its next step?
--
-- Grain:       as_of, unit_code (communes, arrondissements of Fès); by code
-- Reads:       scores, places, next_steps, seen
-- Parameters:
-- Units:       score, low, high, reliability 0..100; class_no is the class of the low end (the home map's),
--              class_of_score and class_high the others, after caps. state: null, no_data (nothing
--              known), not_assessable, not_applicable (no such election there). true_on: the oldest fact behind the score.
select s.as_of, s.profile, s.unit_code, s.unit_code as territory_code, s.grain, p.name_ar, p.name_fr,
    p.province_code, p.province_name_ar, p.province_name_fr, p.commune_code, p.adults,
    s.score, s.low, s.high, s.class_low as class_no, s.class_no as class_of_score, s.class_high,
    s.class_limited_by, s.known_weight, s.is_assessable, s.reliability, s.warnings,
    s.state, s.true_on, n.code as next_step, n.step_on as next_step_on
from scores s
join places p on p.unit_code = s.unit_code
left join next_steps n on n.as_of = s.as_of and n.unit_code = s.unit_code
where s.grain in ('commune', 'arrondissement') and s.unit_code in (select unit_code from seen)
order by s.as_of, s.unit_code
