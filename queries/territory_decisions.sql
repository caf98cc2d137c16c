-- Which decisions concern a territory or what lies in it, and where do they stand?
--
-- Grain:       as_of, decision_id; what is due first
-- Reads:       days, decisions_at, unit_within, batches, seen
-- Parameters:  $territory  varchar, code of the territory
-- Units:       dates; is_late: due before as-of and not done, or done after its due date
select d.as_of, t.decision_id, t.meeting_id, t.meeting_on, t.number, t.theme, t.summary, t.owner_function,
    t.territory_code, t.due_on, case when t.done_on <= d.as_of then t.done_on end as done_on, t.status,
    coalesce(t.status, 'open') <> 'dropped'
        and coalesce(t.due_on < coalesce(case when t.done_on <= d.as_of then t.done_on end, d.as_of), false)
        as is_late,
    t.last_batch_no, a.origin, a.file_name
from days d
join decisions_at t on coalesce(t.meeting_on, d.as_of) <= d.as_of
left join app.batches a on a.batch_no = t.last_batch_no
where t.territory_code in (
        select unit_code from reference.unit_within where territory_code = $territory
    )
    and t.territory_code in (select unit_code from seen)
order by d.as_of, t.due_on nulls last, t.decision_id
