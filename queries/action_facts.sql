-- On what does an action in a commune or a province depend: its next step and its indicators?
--
-- Grain:       as_of, profile, unit_code (communes without arrondissements, arrondissements, provinces),
--              indicator (those with a weight); none once the election is past
-- Reads:       weighted_indicators, indicator_values, scores, units, next_steps, elections_of_days,
--              indicators_used, arrondissements, seen
-- Parameters:
-- Units:       value null where unknown; numerator and denominator from published counts; k known share
--              0..1; floor and target in the unit of the indicator; adults in persons of 18 and over
select w.as_of, w.profile, w.unit_code, u.grain, coalesce(u.province_code, u.unit_code) as province_code,
    u.adults, n.code as next_step, w.indicator, w.is_applicable, w.is_inherited, w.k, w.value, v.numerator,
    v.denominator, coalesce(w.floor, i.floor) as floor,
    coalesce(w.target, case when u.grain = 'province' then i.target_above else i.target_commune end) as target
from weighted_indicators w
join units u on u.unit_code = w.unit_code and u.grain in ('commune', 'arrondissement', 'province')
join elections_of_days e on e.as_of = w.as_of and e.profile = w.profile and not e.is_past
join scores s on s.as_of = w.as_of and s.profile = w.profile and s.unit_code = w.unit_code
join indicators_used i on i.id = w.indicator
left join indicator_values v
    on v.as_of = w.facts_on and v.unit_code = w.unit_code and v.indicator = w.indicator
    and v.profile in ('', w.profile)
left join next_steps n on n.as_of = w.as_of and n.unit_code = w.unit_code
where coalesce(s.state, '') <> 'not_applicable'
    and w.unit_code not in (select commune_code from reference.arrondissements)
    and w.unit_code in (select unit_code from seen)
order by w.as_of, w.profile, w.unit_code, w.indicator
