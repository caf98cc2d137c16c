-- Which decisions of this body are still open, and which of them are overdue?
--
-- Grain:       as_of, decision_id; the longest overdue first, those without a due day last
-- Reads:       body_asked, decisions_at, meetings_at, batches, seen
-- Parameters:
-- Units:       decided in its own meetings up to as-of, not done by then, not dropped. state: late (due
--              before as-of), due, undated (no due day). days_late: from the due day to as-of, null unless late
select a.as_of, case when t.due_on < a.as_of then 'late' when t.due_on is null then 'undated' else 'due' end as state,
    t.meeting_id, t.meeting_on, t.number, t.theme, t.summary, t.owner_function, t.territory_code, t.due_on,
    case when t.due_on < a.as_of then a.as_of - t.due_on end as days_late,
    t.last_batch_no, b.origin, b.file_name, t.decision_id
from body_asked a
join meetings_at m on m.body_kind = a.body_kind and m.body_unit_code = a.unit_code
join decisions_at t on t.meeting_id = m.meeting_id and coalesce(t.meeting_on, a.as_of) <= a.as_of
left join app.batches b on b.batch_no = t.last_batch_no
where coalesce(t.status, 'open') <> 'dropped' and (t.done_on is null or t.done_on > a.as_of)
  and not (t.status = 'done' and t.done_on is null)
  and t.territory_code in (select unit_code from seen)
order by a.as_of, t.due_on nulls last, t.decision_id
