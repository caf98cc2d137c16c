-- Which communes and arrondissements have their secretariat, the empty places first, and what comes next?
--
-- Grain:       as_of, unit_code; empty, partly covered, unknown, covered; the most adults first
-- Reads:       coverage_states, body_units, bodies, living_bodies, next_steps, seen
-- Parameters:
-- Units:       state as in coverage_states. verdict: of the best founded body that reaches it (living,
--              watched, unknown, on_paper), dormant when only dormant ones do, null when none does.
--              planned_on: the founding now planned, null when none is. fact_on: the day it is true on
with ranked as (
    select u.as_of, u.unit_code,
        min(list_position(['living', 'watched', 'unknown', 'on_paper'], l.verdict)) as best,
        bool_or(b.status = 'dormant') as has_dormant,
        min(b.planned_on) filter (where not b.is_founded and b.is_alive) as planned_on,
        count(*) filter (where b.is_founded) as bodies
    from body_units u
    join bodies b on b.as_of = u.as_of and b.structure_id = u.structure_id
    left join living_bodies l on l.as_of = u.as_of and l.structure_id = u.structure_id
    where u.reach <> 'part'
    group by u.as_of, u.unit_code
)
select s.as_of, s.unit_code, s.grain, s.name_ar, s.name_fr, s.province_code, s.province_name_ar,
    s.province_name_fr, s.commune_code, s.adults, s.milieu, s.band, s.is_place, s.state, s.own_share,
    s.covered_share, s.fact_on,
    coalesce(['living', 'watched', 'unknown', 'on_paper'][r.best],
        case when r.has_dormant then 'dormant' end) as verdict,
    r.planned_on, coalesce(r.bodies, 0) as bodies, n.code as next_step, n.step_on as next_step_on
from coverage_states s
left join ranked r on r.as_of = s.as_of and r.unit_code = s.unit_code
left join next_steps n on n.as_of = s.as_of and n.unit_code = s.unit_code
where s.unit_code in (select unit_code from seen)
order by s.as_of, list_position(['none', 'part', 'unknown', 'other', 'own'], s.state), s.adults desc,
    s.unit_code
