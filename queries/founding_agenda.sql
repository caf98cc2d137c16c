-- Which foundings are planned from the day asked about on, and how many empty places would each fill?
--
-- Grain:       as_of, structure_id; by day
-- Reads:       bodies, body_units, coverage_states, territories, seen
-- Parameters:
-- Units:       planned_on, the day now planned, of bodies not founded, neither dormant nor dissolved.
--              empty_places: places known without a body that it would reach; 0 for one that would stand
--              where another covers already
with filled as (
    select u.as_of, u.structure_id, count(*) as places
    from body_units u
    join coverage_states s on s.as_of = u.as_of and s.unit_code = u.unit_code
    where s.is_place and s.state = 'none' and u.reach <> 'part'
    group by u.as_of, u.structure_id
)
select b.as_of, b.planned_on, b.unit_code, t.province_code, coalesce(f.places, 0) as empty_places,
    b.structure_id
from bodies b
left join filled f on f.as_of = b.as_of and f.structure_id = b.structure_id
left join reference.territories t on t.code = b.unit_code
where b.is_local and b.is_alive and not b.is_founded and b.planned_on >= b.as_of
  and b.unit_code in (select unit_code from seen)
order by b.as_of, b.planned_on, b.structure_id
