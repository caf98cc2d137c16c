-- How long after its first planned day was each secretariat founded, or how long has it waited?
--
-- Grain:       as_of, structure_id (local, with a first planned day that had come by the day last told)
-- Reads:       bodies, territories, seen
-- Parameters:
-- Units:       delay_days from the first planned day to the founding, 0 when founded on it or before; of
--              one not founded, to the day last reported (what happened since is not known). planned
--              days still to come are left out, founded early or not
select b.as_of, b.unit_code, t.province_code,
    greatest(0, case when b.founded_on <= b.as_of then b.founded_on else b.true_on end
        - b.first_planned_on) as delay_days,
    coalesce(b.founded_on <= b.as_of, false) as is_founded, b.structure_id
from bodies b
left join reference.territories t on t.code = b.unit_code
where b.is_local and b.unit_code in (select unit_code from seen)
  and b.first_planned_on <= case when b.founded_on <= b.as_of then b.as_of else b.true_on end
order by b.as_of, b.structure_id
