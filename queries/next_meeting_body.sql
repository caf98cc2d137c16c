-- When did this body last meet, and when does it meet next?
--
-- Grain:       as_of (one body)
-- Reads:       body_asked, seen
-- Parameters:
-- Units:       days, null when none is stored; unreported: meetings gone by without an outcome
select body_kind, answer_level, last_held_on, next_on, unreported, unit_code, as_of
from body_asked
where unit_code in (select unit_code from seen)
order by as_of
