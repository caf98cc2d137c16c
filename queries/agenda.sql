-- What is on the agenda: which foundings, renewals and meetings are planned, and which have gone by?
--
-- Grain:       as_of, subject (a local secretariat or a meeting); the late first, then by day
-- Reads:       bodies, meetings_at, planning_method, unit_within, provinces, seen
-- Parameters:
-- Units:       kind: founding (alive, not founded), renewal (mandate over, or over within the days of alarm),
--              meeting (planned, not held; foundings are counted once, as foundings). day_on: the day
--              now planned, else the first ever planned; of a renewal the end of the mandate; null
--              where no day was ever given. state: late (day_on before as-of), unreported (a meeting
--              whose day has gone by: held or not, nothing says), coming, undated. slippage_days: the
--              day planned (as-of when late) less the first day ever planned, of a renewal the days
--              since the mandate ended; null where undated or unreported. province_code: of the
--              body's seat, else of the host, null where both are above it.
with founding as (
    select as_of, 'founding' as kind, status, kind as body_kind, unit_code, null::varchar as host_code,
        coalesce(planned_on, first_planned_on) as day_on, coalesce(first_planned_on, planned_on) as first_on,
        structure_id as subject
    from bodies
    where is_local and is_alive and not is_founded
),
renewal as (
    select b.as_of, 'renewal', b.status, b.kind, b.unit_code, null, b.term_ends_on, null::date, b.structure_id
    from bodies b cross join reference.planning_method m
    where b.is_local and b.is_alive and b.is_founded
      and b.term_ends_on <= b.as_of + m.expiry_alarm_days::integer
),
meeting as (
    select d.as_of, 'meeting', 'planned', m.body_kind, m.body_unit_code, m.host_territory_code,
        m.planned_on, coalesce(m.key_on, m.planned_on), m.meeting_id
    from (select distinct as_of from bodies) d
    cross join meetings_at m
    where m.planned_on is not null and m.kind <> 'founding_assembly'
      and ((m.status = 'planned' and m.held_on is null) or m.held_on > d.as_of)
),
every as (
    select * from founding
    union all select * from renewal
    union all select * from meeting
),
provinces as (
    select w.unit_code, w.territory_code as province_code
    from reference.unit_within w join reference.provinces p on p.code = w.territory_code
),
stood as (
    select *, case when day_on is null then 'undated' when day_on >= as_of then 'coming'
        when kind = 'meeting' then 'unreported' else 'late' end as state
    from every
)
select e.as_of, e.kind, e.status, e.state, e.body_kind, e.unit_code, e.host_code,
    coalesce(p.province_code, h.province_code) as province_code, e.day_on, e.first_on as first_planned_on,
    case when e.state = 'unreported' then null
         when e.kind = 'renewal' then greatest(0, e.as_of - e.day_on)
         else greatest(e.day_on, case when e.state = 'late' then e.as_of end) - e.first_on
    end as slippage_days, e.subject
from stood e
left join provinces p on p.unit_code = e.unit_code
left join provinces h on h.unit_code = e.host_code
where e.unit_code in (select unit_code from seen) or e.host_code in (select unit_code from seen)
order by e.as_of, list_position(['late', 'unreported', 'coming', 'undated'], e.state), e.day_on,
    e.kind, e.subject
