-- Which foundings are planned from the day asked about on?
--
-- Grain:       as_of, structure_id; by day
-- Reads:       bodies, territories, seen
-- Parameters:
-- Units:       planned_on, the day now planned; bodies not founded, neither dormant nor dissolved
select b.as_of, b.planned_on, b.unit_code, t.province_code, b.structure_id
from bodies b
left join reference.territories t on t.code = b.unit_code
where b.is_local and b.is_alive and not b.is_founded and b.planned_on >= b.as_of
  and b.unit_code in (select unit_code from seen)
order by b.as_of, b.planned_on, b.structure_id
