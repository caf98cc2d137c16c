-- What came out for a territory and for all that lies in it, and on which dates do its caps depend?
--
-- Grain:       as_of, profile, unit_code; the widest unit first, then by code
-- Reads:       scores, places, elections_of_days, unit_within, figures_seen
-- Parameters:  $territory  varchar, code of the territory
-- Units:       score, low, high, reliability 0..100, score null when not assessable; known_weight 0..1; classes
--              1..5 after caps; adults in persons of 18 and over; warnings: open, above the commune with
--              those of its communes; dates null where not published, facts_on the day of the facts
select s.as_of, s.profile, s.unit_code, s.grain, n.name_ar, n.name_fr, n.adults, s.warnings, e.facts_on,
    e.nominations_close_on, e.polling_on, s.known_weight, s.score, s.low, s.high, s.class_no, s.class_low,
    s.class_high, s.class_limited_by, s.reliability, s.state
from scores s
join places n on n.unit_code = s.unit_code
join elections_of_days e on e.as_of = s.as_of and e.profile = s.profile
where s.unit_code in (select unit_code from reference.unit_within where territory_code = $territory)
    and s.unit_code in (select unit_code from figures_seen)
order by s.as_of, s.profile, s.grain in ('commune', 'arrondissement'), s.unit_code
