-- Which tasks does each milestone need, planned back from its day, and which are late?
--
-- Grain:       as_of, milestone_id, territory_code, number; the late first, the longest late before
-- Reads:       milestone_task_days, unit_within, provinces
-- Parameters:
-- Units:       as the table's; province_code: the province the territory lies in, null above it. subject is
--              the row's key in one text
select t.as_of, t.state, t.milestone_id, t.kind, t.milestone_state, t.happens_on, t.territory_code, p.code as province_code,
    t.number, t.summary, t.owner_function, t.days_before, t.due_on, t.done_on, t.days_late,
    t.last_batch_no, t.origin, t.file_name,
    concat_ws('|', t.milestone_id, t.territory_code, t.number) as subject
from milestone_task_days t
left join (
    select w.unit_code, p.code
    from reference.unit_within w join reference.provinces p on p.code = w.territory_code
) p on p.unit_code = t.territory_code
order by t.as_of, list_position(['late', 'due', 'waiting', 'done'], t.state), t.due_on, subject
