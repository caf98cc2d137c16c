-- Which decisions concern a territory or what lies in it, and where do they stand?
--
-- Grain:       as_of, decision_id; what is due first
-- Reads:       decisions_stood, unit_within, batches, seen
-- Parameters:  $territory  varchar, code of the territory
-- Units:       dates; status as it stands on the day; is_late: due before as-of and not done, or done after its
--              due date
select t.as_of, t.decision_id, t.meeting_id, t.decided_on as meeting_on, t.number, t.theme, t.summary,
    t.owner_function, t.territory_code, t.due_on, t.done_on, t.state as status,
    coalesce(greatest(t.days_late, t.done_late_days) > 0, false) as is_late,
    t.last_batch_no, a.origin, a.file_name
from decisions_stood t
left join app.batches a on a.batch_no = t.last_batch_no
where t.territory_code in (
        select unit_code from reference.unit_within where territory_code = $territory
    )
    and t.territory_code in (select unit_code from seen)
order by t.as_of, t.due_on nulls last, t.decision_id
