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
)
select d.as_of, m.unit_code, least(d.as_of, last_day(max(m.month))) as returned_on
from days d join months m on m.month <= d.as_of
group by d.as_of, m.unit_code
