-- Which warnings stand open on the values used, and where?
--
-- Grain:       as_of, unit_code, code, subject; by code of territory
-- Reads:       warnings, places, seen
-- Parameters:
-- Units:       subject: the id of the structure, or the month (YYYY-MM) of the membership
select w.as_of, w.unit_code, p.grain, p.name_ar, p.name_fr, p.province_code, w.code, w.subject
from warnings w join places p on p.unit_code = w.unit_code
where w.unit_code in (select unit_code from seen)
order by w.as_of, w.unit_code, w.code, w.subject
