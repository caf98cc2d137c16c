-- Which bodies meet at the pace decided, which fall behind, and of which is it unknown?
--
-- Grain:       as_of, body_kind, unit_code, label; the furthest behind first, then the unknown
-- Reads:       days, bodies, body_units, units, meetings_at, rhythms_at, month_known, unit_within, provinces, seen
-- Parameters:
-- Units:       over the 12 months up to as-of. Bodies: founded, neither dormant nor dissolved; and those of
--              which a held meeting is stored and no body, from the first one on. since_on: the day it was
--              founded. expected: meetings a year of `rhythms` for the whole months it was there for, rounded
--              down; null where no rhythm is stored. held: meetings held but founding assemblies. missing:
--              expected less held, at least 0. unreported_months: months that touch the 12 (or since_on) and
--              that no return covers, for the seat or all that the body covers. state: no_rhythm, kept (held
--              reaches what is expected), behind (it would not even at that pace in the months not reported),
--              unknown (it might). last_held_on: the newest stored, null when none is.
with lying as (
    select w.unit_code, w.territory_code as province_code
    from reference.unit_within w join reference.provinces p on p.code = w.territory_code
),
stored as (
    select distinct as_of, structure_id, kind as body_kind, unit_code, label, founded_on as since_on
    from bodies
    where is_alive and is_founded
),
met as (
    select d.as_of, m.body_kind, m.body_unit_code as unit_code, m.structure_label as label, m.structure_id,
        m.held_on, m.kind
    from days d
    join meetings_at m on m.status = 'held' and m.held_on <= d.as_of
),
kinds_stored as (
    select distinct as_of, kind as body_kind, unit_code from bodies
),
unstored as (
    select m.as_of, null::varchar as structure_id, m.body_kind, m.unit_code, null::varchar as label,
        min(m.held_on) as since_on
    from met m
    anti join kinds_stored k
        on k.as_of = m.as_of and k.body_kind = m.body_kind and k.unit_code = m.unit_code
    group by m.as_of, m.body_kind, m.unit_code
),
asked as (
    select * from stored union all select * from unstored
),
counted as (
    select a.as_of, a.structure_id, a.body_kind, a.unit_code, a.label, a.since_on,
        max(m.held_on) as last_held_on,
        count(m.held_on) filter (
            where m.held_on > a.as_of - interval 12 month and m.kind <> 'founding_assembly') as held
    from asked a
    left join met m
        on m.as_of = a.as_of and m.body_kind = a.body_kind and m.unit_code = a.unit_code
        and (a.structure_id is null or m.structure_id = a.structure_id or (m.structure_id is null
            and (m.label is null or a.label is null or m.label = a.label)))
    group by all
),
months as (
    select distinct unit_code, month from month_known where table_name = 'meetings' and how <> 'row'
),
covered as (
    select u.as_of, u.structure_id, u.unit_code,
        count(*) over (partition by u.as_of, u.structure_id) as n
    from body_units u join units c on c.unit_code = u.unit_code
    where u.is_listed and u.is_alive and u.is_founded and c.grain in ('commune', 'arrondissement')
),
by_covered as (
    select c.as_of, c.structure_id, m.month
    from covered c join months m on m.unit_code = c.unit_code
    group by c.as_of, c.structure_id, m.month
    having count(*) = any_value(c.n)
),
asked_months as (
    select as_of, structure_id, body_kind, unit_code, unnest(generate_series(
        date_trunc('month', greatest(as_of - interval 12 month + interval 1 day, since_on::timestamp)),
        as_of::timestamp, interval 1 month))::date as month
    from asked
),
silent as (
    select a.as_of, a.structure_id, a.body_kind, a.unit_code,
        count(*) filter (where s.month is null and c.month is null) as unreported_months
    from asked_months a
    left join months s on s.unit_code = a.unit_code and s.month = a.month
    left join by_covered c
        on c.as_of = a.as_of and c.structure_id = a.structure_id and c.month = a.month
    group by a.as_of, a.structure_id, a.body_kind, a.unit_code
),
paced as (
    select c.*, r.meetings_per_year, r.source as rhythm_source, s.unreported_months,
        floor(r.meetings_per_year * least(12, datesub('month', c.since_on, c.as_of)) / 12)::integer as expected,
        ceil(r.meetings_per_year * s.unreported_months / 12)::integer as perhaps_held
    from counted c
    join silent s on s.as_of = c.as_of and s.body_kind = c.body_kind and s.unit_code = c.unit_code
        and s.structure_id is not distinct from c.structure_id
    left join rhythms_at r on r.body_kind = c.body_kind
),
judged as (
    select *, greatest(0, expected - held) as missing,
        case when meetings_per_year is null then 'no_rhythm' when held >= expected then 'kept'
            when held + perhaps_held < expected then 'behind' else 'unknown' end as state
    from paced
)
select j.as_of, j.body_kind, j.label, p.province_code, j.since_on, j.meetings_per_year, j.rhythm_source,
    j.expected, j.held, j.missing, j.unreported_months, j.state, j.last_held_on, j.structure_id, j.unit_code
from judged j
left join lying p on p.unit_code = j.unit_code
where j.unit_code in (select unit_code from seen)
order by j.as_of, list_position(['behind', 'unknown', 'no_rhythm', 'kept'], j.state), j.missing desc,
    j.body_kind, j.label, j.unit_code
