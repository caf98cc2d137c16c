-- Which open warnings stand on values used in the indicators of each commune, arrondissement or province?
--
-- Grain:       as_of, unit_code, code, subject
-- Reads:       days, bodies, body_units, body_meetings, meetings_at, membership_last, units, arrondissements, cercles,
--              electorate_at, extents, app_acknowledgements
-- Parameters:  $known_at  timestamp, what was acknowledged up to then counts (UTC, inclusive)
-- Units:       subject: the structure, the month, the meeting or the day counted. pillar: what the value
--              stands in. A warning on a body stands for every unit
--              it reaches, one on a cercle's membership for the province. A warning acknowledged with
--              a note for a unit is open there no more. A change counts when it exceeds 30 % and
--              the margins of the two published figures.
with of_bodies as (
    select b.as_of, b.structure_id, 'planned_date_gone_by' as code
    from bodies b
    where b.is_local and b.planned_on < b.as_of
      and b.status in ('planned', 'convened', 'not_started')
    union all
    select b.as_of, b.structure_id, 'status_contradicts_dates'
    from bodies b
    where b.is_local and b.has_contradiction
    union all
    select m.as_of, m.structure_id, 'no_meeting_in_12_months'
    from body_meetings m join bodies b on b.as_of = m.as_of and b.structure_id = m.structure_id
    where b.founded_on <= m.as_of - interval 12 month
      and (m.last_held_on is null or m.last_held_on <= m.as_of - interval 12 month)
    union all
    select distinct b.as_of, b.structure_id, 'meeting_outcome_unknown'
    from bodies b
    join meetings_at m on m.body_kind = b.kind and m.body_unit_code = b.unit_code
    where b.is_local and b.is_alive and b.is_founded and m.status = 'planned'
      and m.planned_on < b.as_of and m.planned_on > b.as_of - 90
),
of_members as (
    select l.as_of, l.territory_code, 'members_above_tenth_of_adults' as code, l.month
    from membership_last l join units u on u.unit_code = l.territory_code
    where l.published > 0.1 * u.adults
    union all
    select as_of, territory_code, 'change_above_30_percent', month
    from membership_last
    where previous_published > 0
      and abs(published - previous_published) > 0.3 * previous_published
      and abs(published - previous_published)
          > margin + case when previous_published = 5 then 4 else 2 end
),
of_rolls as (
    select r.as_of, r.territory_code, 'registered_above_adults' as code, r.counted_on
    from (
        select d.as_of, e.*,
            row_number() over (partition by d.as_of, e.territory_code order by e.counted_on desc) as place
        from days d join electorate_at e on e.counted_on <= d.as_of
    ) r
    join extents x on x.unit_code = r.territory_code
    where r.place = 1 and r.registered > x.adults
),
placed as (
    select as_of, territory_code as unit_code, code, strftime(counted_on, '%Y-%m-%d') as subject from of_rolls
    union all
    select r.as_of, a.commune_code, r.code, r.territory_code || ' ' || strftime(r.counted_on, '%Y-%m-%d')
    from of_rolls r join reference.arrondissements a on a.code = r.territory_code
    union all
    select as_of, territory_code as unit_code, code, strftime(month, '%Y-%m') as subject from of_members
    union all
    select m.as_of, a.commune_code, m.code, m.territory_code || ' ' || strftime(m.month, '%Y-%m')
    from of_members m join reference.arrondissements a on a.code = m.territory_code
    union all
    select w.as_of, u.unit_code, w.code, w.structure_id
    from of_bodies w
    join body_units u on u.as_of = w.as_of and u.structure_id = w.structure_id
),
known as (
    select warning_code, unit_code, subject
    from app.app_acknowledgements
    where noted_at <= $known_at
    group by all
    having not arg_max(note is null, acknowledgement_no)
),
standing as (
    select distinct p.as_of, coalesce(u.unit_code, c.province_code) as unit_code, p.code, p.subject
    from placed p
    left join units u on u.unit_code = p.unit_code
    left join reference.cercles c on c.code = p.unit_code
    where coalesce(u.unit_code, c.province_code) is not null
)
select s.as_of, s.unit_code, s.code, s.subject,
    case when s.code in ('members_above_tenth_of_adults', 'change_above_30_percent') then 'people'
         when s.code = 'registered_above_adults' then 'electorate' else 'structures' end as pillar
from standing s
anti join known k on k.warning_code = s.code and k.unit_code = s.unit_code and k.subject = s.subject
