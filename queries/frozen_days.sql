-- Of which further days are facts asked: polling days of elections that are past?
--
-- Grain:       as_of
-- Reads:       elections_of_days
-- Parameters:
-- Units:       days
select distinct facts_on as as_of
from elections_of_days
where facts_on <> as_of
order by as_of
