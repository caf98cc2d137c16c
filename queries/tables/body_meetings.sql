-- When did each local secretariat last meet, and is its window of 90 days known?
--
-- Grain:       as_of, structure_id (founded, neither dormant nor dissolved)
-- Reads:       bodies, body_units, units, meetings_at, window_known, method
-- Parameters:
-- Units:       last_held_on, null when no held meeting is stored. is_known: a meeting was held in the
--              90 days, or the window is known for its seat, or for all the communes it covers.
--              fact_on: the end of the newest month known, or the meeting when it is later.
with held as (
    select distinct b.structure_id, m.held_on
    from meetings_at m
    join (select distinct structure_id, kind, unit_code from bodies where is_local) b
        on b.kind = m.body_kind and b.unit_code = m.body_unit_code
    where m.status = 'held' and m.held_on is not null
      and (m.structure_id is null or m.structure_id = b.structure_id)
),
asked as (
    select as_of, structure_id, unit_code
    from bodies
    where is_local and is_alive and is_founded
),
last_held as (
    select a.as_of, a.structure_id, max(h.held_on) as held_on
    from asked a join held h on h.structure_id = a.structure_id and h.held_on <= a.as_of
    group by a.as_of, a.structure_id
),
by_covered as (
    select u.as_of, u.structure_id, min(w.last_on) as last_on
    from body_units u
    join units c on c.unit_code = u.unit_code
    left join window_known w
        on w.as_of = u.as_of and w.unit_code = u.unit_code and w.indicator = 'recent_meeting'
    where u.is_listed and u.is_alive and u.is_founded and c.grain in ('commune', 'arrondissement')
    group by u.as_of, u.structure_id
    having count(w.unit_code) = count(*)
),
joined as (
    select a.as_of, a.structure_id, a.unit_code, h.held_on as last_held_on,
        coalesce(h.held_on > a.as_of - k.recent_meeting_days::integer, false) as has_met,
        greatest(s.last_on, c.last_on) as window_on
    from asked a
    cross join reference.method k
    left join last_held h on h.as_of = a.as_of and h.structure_id = a.structure_id
    left join window_known s
        on s.as_of = a.as_of and s.unit_code = a.unit_code and s.indicator = 'recent_meeting'
    left join by_covered c on c.as_of = a.as_of and c.structure_id = a.structure_id
)
select as_of, structure_id, unit_code, last_held_on, has_met,
    has_met or window_on is not null as is_known,
    case when has_met then greatest(last_held_on, window_on) else window_on end as fact_on
from joined
