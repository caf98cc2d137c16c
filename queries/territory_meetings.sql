-- Which meetings concern a territory or a commune of it: of bodies seated in it or covering it, or hosted by it?
--
-- Grain:       as_of, place_code (the territory, and the communes and arrondissements in it), meeting_id; the
--              newest first
-- Reads:       days, meetings_at, bodies, body_units, unit_within, territories, batches, seen
-- Parameters:  $territory  varchar, code of the territory
-- Units:       dates; persons published, offices exact, null when not reported. outcome: held, planned,
--              postponed, cancelled, or unknown when the planned date has gone by
with asked as (
    select unit_code as place_code from reference.unit_within
    where territory_code = $territory and unit_code in (select unit_code from seen) and (
        unit_code = $territory
        or unit_code in (select code from reference.territories where level in ('commune', 'arrondissement')))
),
dated as (
    select d.as_of, m.*, coalesce(m.held_on, m.planned_on, m.key_on) as day_on
    from days d join meetings_at m on m.held_on is null or m.held_on <= d.as_of
),
met as (
    select m.as_of, u.unit_code as place_code, m.meeting_id
    from dated m
    join bodies b on b.as_of = m.as_of and b.kind = m.body_kind and b.unit_code = m.body_unit_code
    join body_units u on u.as_of = b.as_of and u.structure_id = b.structure_id
    union
    select m.as_of, w.territory_code, m.meeting_id
    from dated m join reference.unit_within w on w.unit_code = m.body_unit_code
    union
    select m.as_of, w.territory_code, m.meeting_id
    from dated m join reference.unit_within w on w.unit_code = m.host_territory_code
)
select m.as_of, r.place_code, m.meeting_id, m.kind, m.body_kind, m.body_unit_code, t.name_ar as body_name_ar,
    t.name_fr as body_name_fr, m.day_on, m.planned_on, m.held_on,
    case when m.status = 'planned' and m.planned_on < m.as_of then 'unknown' else m.status end as outcome,
    m.host_territory_code, published(m.attendees_total) as attendees_total,
    published(m.attendees_women) as attendees_women, m.minutes_filed_on,
    m.last_batch_no, a.origin, a.file_name
from met r
join dated m on m.as_of = r.as_of and m.meeting_id = r.meeting_id
left join reference.territories t on t.code = m.body_unit_code
left join app.batches a on a.batch_no = m.last_batch_no
where r.place_code in (select place_code from asked)
order by m.as_of, r.place_code, m.day_on desc, m.meeting_id
