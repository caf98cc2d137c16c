-- Is each founded local secretariat living, or does it stand on paper only?
--
-- Grain:       as_of, structure_id (founded, neither dormant nor dissolved)
-- Reads:       rule_states, planning_method
-- Parameters:
-- Units:       verdict: on_paper (the broken rules weigh enough), unknown (they would if the unknown ones
--              were broken too), watched (one is broken or in grace, not enough), living. Silence never
--              makes a body one on paper. broken, graced, unknown: codes of rules in their order.
with weighed as (
    select as_of, structure_id,
        coalesce(sum(weight) filter (where state = 'broken'), 0) as broken_weight,
        coalesce(sum(weight) filter (where state = 'unknown'), 0) as unknown_weight,
        coalesce(list(rule order by position) filter (where state = 'broken'), []) as broken,
        coalesce(list(rule order by position) filter (where state = 'in_grace'), []) as graced,
        coalesce(list(rule order by position) filter (where state = 'unknown'), []) as unknown,
        min(grace_until) filter (where state = 'in_grace') as grace_until
    from rule_states
    group by as_of, structure_id
)
select w.as_of, w.structure_id,
    case when w.broken_weight > m.paper_from_weight - 1e-9 then 'on_paper'
         when w.broken_weight + w.unknown_weight > m.paper_from_weight - 1e-9 then 'unknown'
         when w.broken_weight > 0 or len(w.graced) > 0 then 'watched'
         else 'living' end as verdict,
    w.broken, w.graced, w.unknown, w.grace_until
from weighed w cross join reference.planning_method m
