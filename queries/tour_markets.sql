-- On which days of the week has each commune its market?
--
-- Grain:       territory_code, weekday; a commune without a row has no market day that is known
-- Reads:       market_days_at, seen
-- Parameters:
-- Units:       weekday: code of the list of weekdays
select territory_code, weekday, source
from market_days_at
where territory_code in (select unit_code from seen)
order by weekday, territory_code
