-- What is each territory's score made of: every weight, value, floor and target, and its caps?
--
-- Grain:       as_of, profile, unit_code, indicator (those with a weight in the profile at this grain);
--              in this order, by pillar before indicator
-- Reads:       weighted_indicators, scores, figures_seen
-- Parameters:
-- Units:       base_w, w, k, value, floor, target, points, freshness as in weighted_indicators; cap_class:
--              the highest class the caps allow, null without a cap; state of the territory as in scores
select w.as_of, w.profile, w.unit_code, w.grain, w.pillar, w.indicator, w.is_applicable, w.base_w, w.w, w.k,
    w.value, w.floor, w.target, w.points, w.is_inherited, w.freshness, s.cap_class, s.state
from weighted_indicators w
join scores s on s.as_of = w.as_of and s.profile = w.profile and s.unit_code = w.unit_code
where w.unit_code in (select unit_code from figures_seen)
order by w.as_of, w.profile, w.unit_code, w.pillar, w.indicator
