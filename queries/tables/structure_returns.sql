-- Since when, and until when, has each territory returned `structures`?
--
-- Grain:       as_of, unit_code (only where there is a return)
-- Reads:       days, month_known
-- Parameters:
-- Units:       returned_on, the end of the newest month returned, not after as-of
with months as (
    select unit_code, month
    from month_known
    where table_name = 'structures' and how = 'return'
),
asked as (
    select as_of, unit_code from days cross join (select distinct unit_code from months)
)
select a.as_of, a.unit_code, least(a.as_of, last_day(m.month)) as returned_on
from asked a asof join months m on m.unit_code = a.unit_code and a.as_of >= m.month
