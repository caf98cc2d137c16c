-- Where does each decision stand on a day?
--
-- Grain:       as_of, decision_id (decided up to as-of)
-- Reads:       days, decisions_at, meetings_at, unit_within, provinces
-- Parameters:
-- Units:       decided_on: the day its meeting was held, else the meeting's day; null when neither is stored.
--              state: dropped (whatever the day, as in the indicator), done (up to as-of, or said to be done
--              on no day), in_progress, open. age_days from decided_on to as-of, days_late from due_on to
--              as-of (0 when not late, null without a due day) of those open or in progress; null elsewhere.
--              taken_days and done_late_days of those done on a day; null elsewhere. province_code null above
with provinces as (
    select w.unit_code, w.territory_code as province_code
    from reference.unit_within w join reference.provinces p on p.code = w.territory_code
),
dated as (
    select d.as_of, t.*, m.body_kind, m.body_unit_code, m.structure_label,
        coalesce(case when m.status = 'held' then m.held_on end, t.meeting_on) as decided_on,
        case when t.status = 'dropped' then 'dropped' when t.done_on <= d.as_of then 'done'
            when t.status = 'done' and t.done_on is null then 'done'
            when t.status = 'in_progress' then 'in_progress' else 'open' end as state
    from days d
    cross join decisions_at t
    left join meetings_at m on m.meeting_id = t.meeting_id
)
select s.as_of, s.decision_id, s.meeting_id, s.body_kind, s.body_unit_code, s.structure_label, s.decided_on,
    s.number, s.directive_id, s.theme, s.summary, s.owner_function, s.territory_code, p.province_code,
    s.due_on, s.state, case when s.state = 'done' then s.done_on end as done_on,
    case when s.state in ('open', 'in_progress') then s.as_of - s.decided_on end as age_days,
    case when s.state in ('open', 'in_progress') and s.due_on is not null
        then greatest(0, s.as_of - s.due_on) end as days_late,
    case when s.state = 'done' then s.done_on - s.decided_on end as taken_days,
    case when s.state = 'done' and s.done_on is not null and s.due_on is not null
        then greatest(0, s.done_on - s.due_on) end as done_late_days,
    s.last_batch_no
from dated s
left join provinces p on p.unit_code = s.territory_code
where coalesce(s.decided_on, s.as_of) <= s.as_of
