-- Which open constraints must this body answer at its level?
--
-- Grain:       as_of, constraint_id; the overdue first, then the oldest
-- Reads:       body_asked, constraints_stood, unit_within, batches, seen
-- Parameters:
-- Units:       raised in its territory up to as-of, open then, with its level as the one that must answer, or
--              (is_escalated) overdue at the level below; is_leveled false: no level is said, so that somebody
--              must choose one. age_days from the day raised; days_late from the due day, the level's own days
--              where none is stored; null unless overdue
select a.as_of, s.answer_level is not null as is_leveled,
    coalesce(s.answer_level <> a.answer_level, false) as is_escalated, s.raised_on, s.territory_code, s.category,
    s.severity, s.summary, s.owner_function, s.due_on, s.age_days, nullif(s.overdue_days, 0) as days_late,
    s.last_batch_no, b.origin, b.file_name, s.constraint_id
from body_asked a
join constraints_stood s on s.as_of = a.as_of and s.state in ('open', 'in_progress')
join reference.unit_within w on w.unit_code = s.territory_code and w.territory_code = a.unit_code
left join app.batches b on b.batch_no = s.last_batch_no
where (s.answer_level is null or a.answer_level in (s.answer_level, s.escalates_to))
  and s.territory_code in (select unit_code from seen)
order by a.as_of, is_leveled desc, days_late desc nulls last, s.raised_on, s.constraint_id
