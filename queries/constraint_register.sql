-- What holds the provinces back, who must answer, and since when?
--
-- Grain:       as_of, constraint_id; those overdue first, the longest overdue first, then by age; ended ones last
-- Reads:       constraints_stood, batches, seen
-- Parameters:
-- Units:       as in constraints_stood; days
select s.*, a.origin, a.file_name
from constraints_stood s
left join app.batches a on a.batch_no = s.last_batch_no
where s.territory_code in (select unit_code from seen)
order by s.as_of, s.age_days is null, s.overdue_days desc nulls last, s.age_days desc, s.raised_on desc,
    s.constraint_id
