-- Where would the bodies stand if the planned actions were done today?
--
-- Grain:       as_of, structure_id
-- Reads:       structures_at, days, bodies, body_units, planned_actions
-- Parameters:
-- Units:       as in structures_at, which this takes the place of. hold_founding: the unit's own body that is
--              not founded yet is, else a new one; renew: bodies out of term that reach the unit;
--              programme_founding, set_new_date: planned 60 days from the day
with asked as (
    select unit_code, bool_or(action = 'hold_founding') as is_founding,
        bool_or(action in ('programme_founding', 'set_new_date')) as is_dating
    from planned_actions
    where action in ('hold_founding', 'programme_founding', 'set_new_date')
    group by unit_code
),
waiting as (
    select as_of, unit_code, min(structure_id) as structure_id
    from bodies
    where is_local and is_alive and not is_founded
    group by as_of, unit_code
),
started as (
    select d.as_of, a.*, coalesce(w.structure_id, 'planned.' || a.unit_code) as structure_id,
        w.structure_id is null as is_new
    from days d
    cross join asked a
    left join waiting w on w.as_of = d.as_of and w.unit_code = a.unit_code
),
renewed as (
    select distinct u.as_of, u.structure_id
    from body_units u join planned_actions p on p.unit_code = u.unit_code and p.action = 'renew'
    where u.is_alive and u.is_founded and not u.is_in_term
)
select s.* replace (
    case when t.is_founding then s.as_of else s.founded_on end as founded_on,
    case when t.is_dating then s.as_of + 60 else s.planned_on end as planned_on,
    case when t.is_dating then coalesce(s.first_planned_on, s.as_of + 60) else s.first_planned_on end
        as first_planned_on,
    case when r.structure_id is not null then list_append(coalesce(s.renewals, []), s.as_of)
        else s.renewals end as renewals,
    case when t.structure_id is null and r.structure_id is null then s.status end as status,
    case when t.structure_id is null and r.structure_id is null then s.reported_on else s.as_of end
        as reported_on
)
from structures_at s
left join started t on t.as_of = s.as_of and t.structure_id = s.structure_id
left join renewed r on r.as_of = s.as_of and r.structure_id = s.structure_id
union all by name
select as_of, structure_id, 'local_secretariat' as kind, unit_code,
    case when is_founding then as_of end as founded_on,
    case when is_dating then as_of + 60 end as planned_on,
    case when is_dating then as_of + 60 end as first_planned_on, as_of as reported_on
from started
where is_new
