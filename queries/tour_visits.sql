-- Which field visits to local secretariats are planned and not held yet?
--
-- Grain:       as_of, body_unit_code (the visit planned last)
-- Reads:       days, meetings_at, seen
-- Parameters:
-- Units:       planned_on: the day now planned, never null
select d.as_of, m.body_unit_code, arg_max(m.meeting_id, m.key_on) as meeting_id,
    arg_max(m.planned_on, m.key_on) as planned_on
from days d
join meetings_at m on m.planned_on >= d.as_of
where m.kind = 'field_visit' and m.body_kind = 'local_secretariat'
    and m.status in ('planned', 'postponed')
    and m.body_unit_code in (select unit_code from seen)
group by d.as_of, m.body_unit_code
order by d.as_of, m.body_unit_code
