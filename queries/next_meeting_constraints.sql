-- Which open constraints must this body answer at its level?
--
-- Grain:       as_of, constraint_id; the overdue first, then the oldest
-- Reads:       body_asked, constraint_reports_at, unit_within, batches, seen
-- Parameters:
-- Units:       raised in its territory up to as-of, open then, with its level as the one that must answer;
--              is_leveled false: no level is said, so that somebody must choose one. age_days from the day raised;
--              days_late from the due day, null unless overdue
select a.as_of, c.answer_level is not null as is_leveled, c.raised_on, c.territory_code, c.category, c.severity,
    c.summary, c.owner_function, c.due_on, a.as_of - c.raised_on as age_days,
    case when c.due_on < a.as_of then a.as_of - c.due_on end as days_late,
    c.last_batch_no, b.origin, b.file_name, c.constraint_id
from body_asked a
join constraint_reports_at c on c.raised_on <= a.as_of
join reference.unit_within w on w.unit_code = c.territory_code and w.territory_code = a.unit_code
left join app.batches b on b.batch_no = c.last_batch_no
where (c.closed_on is null or c.closed_on > a.as_of)
  and not (c.closed_on is null and coalesce(c.status, 'open') in ('closed', 'dropped'))
  and coalesce(c.answer_level, a.answer_level) = a.answer_level
  and c.territory_code in (select unit_code from seen)
order by a.as_of, is_leveled desc, days_late desc nulls last, c.raised_on, c.constraint_id
