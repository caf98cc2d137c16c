-- Which elections and councils lie ahead, by which the founding could be done?
--
-- Grain:       as_of, subject (an election or a milestone); by day, those without a day last
-- Reads:       days, elections_at, milestones_at
-- Parameters:
-- Units:       target_on, null where no day is published; table_name: elections or milestones; the
--              same for every reader: these are public or of the whole party
select d.as_of, 'elections' as table_name, e.kind, e.polling_on as target_on, e.date_status,
    e.election_id as subject
from days d cross join elections_at e
where e.polling_on > d.as_of or (e.polling_on is null and e.date_status <> 'held')
union all
select d.as_of, 'milestones', m.kind, m.happens_on, m.date_status, m.milestone_id
from days d cross join milestones_at m
where m.happens_on > d.as_of
order by as_of, target_on nulls last, subject
