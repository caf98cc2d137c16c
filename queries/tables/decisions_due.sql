-- Which decisions came due in the last 12 months, and were they done in time?
--
-- Grain:       as_of, territory_code
-- Reads:       days, decisions_at
-- Parameters:
-- Units:       decisions; dropped ones and those with no due date are not counted
select d.as_of, t.territory_code, count(*) as due,
    count(*) filter (where t.done_on <= t.due_on and t.done_on <= d.as_of) as done
from days d
join decisions_at t
    on t.due_on <= d.as_of and t.due_on > d.as_of - interval 12 month
    and coalesce(t.meeting_on, t.due_on) <= d.as_of
where coalesce(t.status, 'open') <> 'dropped'
group by d.as_of, t.territory_code
