-- Which decisions came due in the last 12 months, and was each done by its day?
--
-- Grain:       as_of, decision_id (due in the 12 months up to as-of, not dropped)
-- Reads:       days, decisions_at
-- Parameters:
-- Units:       outcome: on_time (done by the due date), late (done after it, up to as-of), unsaid (said to be
--              done, on no day: it is not counted as in time), undone
select d.as_of, t.decision_id, t.meeting_id, t.territory_code, t.owner_function,
    case when t.done_on <= t.due_on then 'on_time' when t.done_on <= d.as_of then 'late'
        when t.status = 'done' and t.done_on is null then 'unsaid' else 'undone' end as outcome
from days d
join decisions_at t
    on t.due_on <= d.as_of and t.due_on > d.as_of - interval 12 month
    and coalesce(t.meeting_on, t.due_on) <= d.as_of
where coalesce(t.status, 'open') <> 'dropped'
