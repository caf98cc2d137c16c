-- Which meetings concern a territory: of the bodies seated in it or covering it, or hosted by it?
--
-- Grain:       as_of, meeting_id; the newest first
-- Reads:       days, meetings_at, bodies, body_units, unit_within, territories, batches, seen
-- Parameters:  $territory  varchar, code of the territory
-- Units:       dates; persons published, offices exact, null when not reported. outcome: held, planned,
--              postponed, cancelled, or unknown when the planned date has gone by
with bodies_here as (
    select distinct b.as_of, b.kind, b.unit_code
    from bodies b join body_units u on u.as_of = b.as_of and u.structure_id = b.structure_id
    where u.unit_code = $territory
),
inside as (
    select unit_code from reference.unit_within where territory_code = $territory
),
dated as (
    select d.as_of, m.*, coalesce(m.held_on, m.planned_on, m.key_on) as day_on
    from days d join meetings_at m on m.held_on is null or m.held_on <= d.as_of
)
select m.as_of, m.meeting_id, m.kind, m.body_kind, m.body_unit_code, t.name_ar as body_name_ar,
    t.name_fr as body_name_fr, m.day_on, m.planned_on, m.held_on,
    case when m.status = 'planned' and m.planned_on < m.as_of then 'unknown' else m.status end as outcome,
    m.host_territory_code, published(m.attendees_total) as attendees_total,
    published(m.attendees_women) as attendees_women, m.minutes_filed_on,
    m.last_batch_no, a.origin, a.file_name
from dated m
left join bodies_here b
    on b.as_of = m.as_of and b.kind = m.body_kind and b.unit_code = m.body_unit_code
left join reference.territories t on t.code = m.body_unit_code
left join app.batches a on a.batch_no = m.last_batch_no
where (b.kind is not null or m.body_unit_code in (select unit_code from inside)
        or m.host_territory_code in (select unit_code from inside))
    and $territory in (select unit_code from seen)
order by m.as_of, m.day_on desc, m.meeting_id
