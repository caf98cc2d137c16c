-- Which decisions of this body are still open, and which of them are overdue?
--
-- Grain:       as_of, decision_id; the longest overdue first, those without a due day last
-- Reads:       body_asked, decisions_stood, batches, seen
-- Parameters:
-- Units:       decided in its own meetings up to as-of, open or in progress. state: late (due
--              before as-of), due, undated (no due day). days_late: from the due day to as-of, null unless late
select a.as_of, case when t.days_late > 0 then 'late' when t.due_on is null then 'undated' else 'due' end as state,
    t.meeting_id, t.decided_on as meeting_on, t.number, t.theme, t.summary, t.owner_function, t.territory_code,
    t.due_on, nullif(t.days_late, 0) as days_late, t.last_batch_no, b.origin, b.file_name, t.decision_id
from body_asked a
join decisions_stood t
    on t.as_of = a.as_of and t.body_kind = a.body_kind and t.body_unit_code = a.unit_code
left join app.batches b on b.batch_no = t.last_batch_no
where t.state in ('open', 'in_progress')
  and t.territory_code in (select unit_code from seen)
order by a.as_of, t.due_on nulls last, t.decision_id
