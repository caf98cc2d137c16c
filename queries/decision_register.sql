-- What was decided, who owns it, and is it done?
--
-- Grain:       as_of, decision_id; the longest late first, then what is due next; ended ones last, the newest first
-- Reads:       decisions_stood, meetings_at, batches, seen
-- Parameters:
-- Units:       as in decisions_stood; days. carried_count: later meetings its body held while it was overdue
--              and not done, null where that is not known (dropped, or done on no day). next_on: the first
--              meeting of its body planned from as-of on, null when none is, and for what is ended
with later as (
    select s.as_of, s.decision_id,
        count(*) filter (where m.status = 'held' and m.held_on > s.decided_on and m.held_on > s.due_on
            and m.held_on <= s.as_of and (s.done_on is null or s.done_on > m.held_on)) as carried_count,
        min(coalesce(m.planned_on, m.held_on)) filter (
            where coalesce(m.planned_on, m.held_on) >= s.as_of and m.status <> 'cancelled'
              and (m.held_on is null or m.held_on > s.as_of)) as next_on
    from decisions_stood s
    join meetings_at m
        on m.body_kind = s.body_kind and m.body_unit_code = s.body_unit_code
        and m.structure_label is not distinct from s.structure_label
    group by s.as_of, s.decision_id
)
select s.*,
    case when s.state <> 'dropped' and not (s.state = 'done' and s.done_on is null)
        then coalesce(l.carried_count, 0) end as carried_count,
    case when s.state in ('open', 'in_progress') then l.next_on end as next_on, a.origin, a.file_name
from decisions_stood s
left join later l on l.as_of = s.as_of and l.decision_id = s.decision_id
left join app.batches a on a.batch_no = s.last_batch_no
where s.territory_code in (select unit_code from seen)
order by s.as_of, s.state in ('done', 'dropped'), nullif(s.days_late, 0) desc nulls last,
    case when s.state in ('open', 'in_progress') then s.due_on end nulls last, s.decided_on desc, s.decision_id
