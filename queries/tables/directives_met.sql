-- In which units was each paper discussed or decided on by the bodies that sit there, and when first?
--
-- Grain:       as_of, directive_id, unit_code
-- Reads:       directives_issued, meetings_at, decisions_at, bodies, body_units, units, constituencies,
--              provinces, unit_within
-- Parameters:
-- Units:       discussed_on: the first held meeting up to as-of that lists the paper or took a decision that
--              refers to it; decided_on: the first that took one, not dropped; null when none. A meeting speaks
--              for the unit its body sits on, for the province of a constituency, and a local secretariat's for
--              every unit it covers
with named as (
    select m.meeting_id, m.held_on, m.body_kind, m.body_unit_code, m.structure_id,
        unnest(m.directive_ids) as directive_id, false as is_decision
    from meetings_at m
    where m.status = 'held' and m.held_on is not null
    union all
    select m.meeting_id, m.held_on, m.body_kind, m.body_unit_code, m.structure_id, t.directive_id,
        coalesce(t.status, 'open') <> 'dropped'
    from decisions_at t
    join meetings_at m on m.meeting_id = t.meeting_id
    where t.directive_id is not null and m.status = 'held' and m.held_on is not null
),
said as (
    select i.as_of, n.*
    from directives_issued i
    join named n on n.directive_id = i.directive_id and n.held_on <= i.as_of
),
seats as (
    select unit_code as seat_code, unit_code from units
    union
    select k.id, w.territory_code
    from reference.constituencies k
    join reference.unit_within w on w.unit_code = k.id
    join reference.provinces p on p.code = w.territory_code
),
placed as (
    select s.as_of, s.directive_id, s.held_on, s.is_decision, e.unit_code
    from said s join seats e on e.seat_code = s.body_unit_code
    union all
    select s.as_of, s.directive_id, s.held_on, s.is_decision, u.unit_code
    from said s
    join bodies b
        on b.as_of = s.as_of and b.kind = s.body_kind and b.unit_code = s.body_unit_code
        and (s.structure_id is null or s.structure_id = b.structure_id)
    join body_units u on u.as_of = b.as_of and u.structure_id = b.structure_id and u.reach <> 'part'
)
select as_of, directive_id, unit_code, min(held_on) as discussed_on,
    min(held_on) filter (where is_decision) as decided_on
from placed
group by as_of, directive_id, unit_code
