-- For which months does each territory say all that happened, so that no row means none?
--
-- Grain:       unit_code, table_name, month, how
-- Reads:       returns_at, batch_parts, batch_units, accepted_batches, unit_within, territories, meetings_at
-- Parameters:  $known_at  timestamp, batches accepted up to then (UTC, inclusive)
-- Units:       month is its first day. how: return, replace (both bounds given, whole months only), row
--              (a held meeting, for its body's own unit). A return covers every unit within its
--              territory; but one of the whole region for meetings or constraints is the regional
--              secretariat closing what it keeps itself: it covers no commune, cercle or arrondissement, else the
--              region's own closing would turn their silence into none. Only the tables that an
--              indicator asks about are listed.
with closings as (
    select r.territory_code, r.table_name, strptime(r.period || '-01', '%Y-%m-%d')::date as month,
        r.table_name in ('meetings', 'constraint_reports') and t.level in ('region', 'country') as is_for_the_top
    from returns_at r
    left join reference.territories t on t.code = r.territory_code
    where r.table_name in ('structures', 'meetings', 'decisions', 'milestones', 'constraint_reports',
        'liaison_requests', 'advocacy_items')
),
by_return as (
    select w.unit_code, c.table_name, c.month
    from closings c
    join reference.unit_within w on w.territory_code = c.territory_code
    left join reference.territories u on u.code = w.unit_code
    where not c.is_for_the_top
       or coalesce(u.level, '') not in ('commune', 'arrondissement', 'cercle')
),
spans as (
    select p.batch_no, p.table_name, p.scope_from, p.scope_to,
        unnest(generate_series(
            date_trunc('month', p.scope_from)::timestamp, p.scope_to::timestamp, interval 1 month
        ))::date as month
    from app.batch_parts p
    where p.mode = 'replace' and p.scope_from is not null and p.scope_to is not null
      and p.batch_no in (
          select batch_no from accepted_batches($known_at::timestamp, []::bigint[], []::bigint[])
      )
),
by_replace as (
    select u.unit_code, s.table_name, s.month
    from spans s join app.batch_units u on u.batch_no = s.batch_no and u.table_name = s.table_name
    where s.month >= s.scope_from
      and last_day(s.month) <= s.scope_to
)
select unit_code, table_name, month, 'return' as how from by_return group by all
union all
select unit_code, table_name, month, 'replace' from by_replace group by all
union all
select body_unit_code, 'meetings', date_trunc('month', held_on)::date, 'row'
from meetings_at
where status = 'held' and held_on is not null
group by all
