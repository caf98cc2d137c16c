-- Which rules of a living body does each local secretariat break, and until when is its grace?
--
-- Grain:       as_of, structure_id, rule; in the order of the rules (rule_id)
-- Reads:       rule_states, bodies, seen
-- Parameters:
-- Units:       state as in rule_states; days
select s.as_of, s.structure_id, b.unit_code, s.position, s.weight, s.state, s.due_on, s.grace_until,
    s.rule as rule_id
from rule_states s
join bodies b on b.as_of = s.as_of and b.structure_id = s.structure_id
where b.unit_code in (select unit_code from seen)
order by s.as_of, s.structure_id, s.position, rule_id
