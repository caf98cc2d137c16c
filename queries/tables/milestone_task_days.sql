-- When is each task of a milestone due, planned back from its day, and where does it stand?
--
-- Grain:       as_of, milestone_id, territory_code, number
-- Reads:       milestone_days, milestone_tasks_at, batches, seen
-- Parameters:
-- Units:       due_on: the milestone's day less days_before: it moves with it, and is null while the
--              milestone has no day. state: late (due before as-of, not done), due (not done, its day not
--              gone by), waiting (no day yet), done. days_late: to as-of of a late task, to its doing of
--              one done late, else 0; null while waiting or done without a due day. done_on: up to as-of
with planned as (
    select m.as_of, t.milestone_id, t.territory_code, t.number, t.summary, t.owner_function, t.days_before,
        m.kind, m.state as milestone_state, m.happens_on, m.happens_on - t.days_before::integer as due_on,
        case when t.done_on <= m.as_of then t.done_on end as done_on, t.last_batch_no
    from milestone_days m
    join milestone_tasks_at t on t.milestone_id = m.milestone_id
    where t.territory_code in (select unit_code from seen)
)
select p.as_of, p.milestone_id, p.territory_code, p.number, p.kind, p.milestone_state, p.happens_on, p.summary,
    p.owner_function, p.days_before, p.due_on, p.done_on,
    case when p.done_on is not null then 'done' when p.due_on is null then 'waiting'
         when p.due_on < p.as_of then 'late' else 'due' end as state,
    case when p.due_on is not null then greatest(0, coalesce(p.done_on, p.as_of) - p.due_on) end as days_late,
    p.last_batch_no, b.origin, b.file_name
from planned p
left join app.batches b on b.batch_no = p.last_batch_no
