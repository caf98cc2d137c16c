-- Which local secretariats of this territory were founded, renewed or lost since a day?
--
-- Grain:       as_of, subject (a body and what happened to it); the newest first
-- Reads:       body_movements, unit_within, seen
-- Parameters:  $territory  varchar, code of the unit
-- Units:       movement and moved_on as the table's
select v.as_of, v.unit_code, v.movement, v.moved_on, concat_ws('|', v.structure_id, v.movement) as subject
from body_movements v
join reference.unit_within w on w.unit_code = v.unit_code and w.territory_code = $territory
where v.unit_code in (select unit_code from seen)
order by v.as_of, v.moved_on desc, subject
