-- Which decisions came due and which constraints were raised in the window asked, and were they met in time?
--
-- Grain:       as_of, indicator, territory_code
-- Reads:       days, decisions_due, constraint_reports_at, method
-- Parameters:
-- Units:       decisions_on_time: due in the last 12 months, done by the due date; dropped ones and those
--              with no due date are not counted. constraints_closed: raised 90 to 455 days ago, closed within
--              90 days; dropped ones are not counted
select as_of, 'decisions_on_time' as indicator, territory_code, count(*) as due,
    count(*) filter (where outcome = 'on_time') as done
from decisions_due
group by as_of, territory_code
union all
select d.as_of, 'constraints_closed', c.territory_code, count(*),
    count(*) filter (where c.closed_on <= c.raised_on + m.constraint_days::integer and c.closed_on <= d.as_of)
from days d
cross join reference.method m
join constraint_reports_at c
    on c.raised_on between d.as_of - (m.constraint_days + 365)::integer and d.as_of - m.constraint_days::integer
where coalesce(c.status, 'open') <> 'dropped'
group by d.as_of, c.territory_code
