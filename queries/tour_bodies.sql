-- Which local secretariats were ever opened on each unit, and where do they stand?
--
-- Grain:       as_of, structure_id (local secretariats alone)
-- Reads:       bodies, seen
-- Parameters:
-- Units:       dates, null when not reported; number counts the foundings of a unit
select as_of, unit_code, number, status, first_planned_on, planned_on, structure_id
from bodies
where is_local and unit_code in (select unit_code from seen)
order by as_of, unit_code, number, structure_id
