-- Which teams travel, from where, on which days of the week, for how long?
--
-- Grain:       team_id
-- Reads:       teams_at, seen
-- Parameters:
-- Units:       days: codes of weekdays; hours_a_day with road and meetings
select team_id, home_territory_code, days, hours_a_day, meetings_a_day
from teams_at
where home_territory_code in (select unit_code from seen)
order by team_id
