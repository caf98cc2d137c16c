-- Who met or is to meet, and what is left to report of it?
--
-- Grain:       as_of, meeting_id; those without an outcome first, then those to come by day, then the newest
-- Reads:       meetings_stood, batches, method, seen
-- Parameters:
-- Units:       as in meetings_stood; is_recent: held in the last 90 days (those of the indicator
--              recent_meeting), is_of_year: held in the last 12 months
select s.*, coalesce(s.held_on > s.as_of - k.recent_meeting_days::integer, false) as is_recent,
    coalesce(s.held_on > s.as_of - interval 12 month, false) as is_of_year, a.origin, a.file_name
from meetings_stood s
cross join reference.method k
left join app.batches a on a.batch_no = s.last_batch_no
where s.body_unit_code in (select unit_code from seen) or s.host_territory_code in (select unit_code from seen)
order by s.as_of, list_position(['unknown', 'planned'], s.state) nulls last,
    case when s.state = 'planned' then s.day_on end, s.day_on desc, s.meeting_id
