-- What share of requests was answered in time, and of needs fed back to who raised them?
--
-- Grain:       as_of, indicator (liaison_answered, advocacy_fed_back), unit_code (provinces and the region)
-- Reads:       answered_values, figures_seen
-- Parameters:
-- Units:       numerator of denominator, as the indicators count them; is_known: the months of the window are
--              reported, else what is not reported may change the share
select as_of, indicator, unit_code, is_known, numerator, denominator, fact_on
from answered_values
where unit_code in (select unit_code from figures_seen)
order by as_of, indicator, unit_code
