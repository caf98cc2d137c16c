-- What happened in the region and in each province after a day and up to as-of?
--
-- Grain:       as_of, unit_code (region, provinces); the region first
-- Reads:       days, units, body_movements, meetings_at, decisions_stood, constraint_reports_at, returned_months,
--              unit_within, figures_seen
-- Parameters:  $since  date, the day after which it counts
-- Units:       counts of rows dated after since and up to as-of, of what lies in the unit (a constituency
--              that lies in no province counts for the region alone): founded, renewed, lost (dissolved or
--              dormant) and expired local secretariats; meetings held; decisions taken, done; constraints raised, closed.
--              decisions_late, constraints_open: standing at as-of. communes_returned: of communes, those whose return of at
--              least one month ended after since is in: where 0, no row says nothing. 0 is what is stored, not «none»
with wanted as (
    select d.as_of, u.unit_code, u.grain
    from days d cross join units u
    where u.grain in ('region', 'province') and u.unit_code in (select unit_code from figures_seen)
),
happened as (
    select as_of, unit_code as territory_code,
        case when movement in ('dissolved', 'dormant') then 'lost' else movement end as measure
    from body_movements
    union all
    select d.as_of, m.body_unit_code, 'meetings_held'
    from days d join meetings_at m on m.status = 'held' and m.held_on > $since::date and m.held_on <= d.as_of
    union all
    select t.as_of, t.territory_code, unnest(list_filter([
        case when t.decided_on > $since::date then 'decisions_taken' end,
        case when t.done_on > $since::date then 'decisions_done' end,
        case when t.days_late > 0 then 'decisions_late' end
    ], lambda one: one is not null))
    from decisions_stood t
    where t.state <> 'dropped'
    union all
    select d.as_of, c.territory_code, unnest(list_filter([
        case when c.raised_on > $since::date then 'constraints_raised' end,
        case when c.closed_on > $since::date and c.closed_on <= d.as_of and c.status = 'closed'
            then 'constraints_closed' end,
        case when coalesce(c.closed_on > d.as_of, coalesce(c.status, 'open') in ('open', 'in_progress'))
            then 'constraints_open' end
    ], lambda one: one is not null))
    from days d join constraint_reports_at c on c.raised_on <= d.as_of
),
placed as (
    select w.as_of, w.unit_code, h.measure
    from wanted w
    join reference.unit_within i on i.territory_code = w.unit_code
    join happened h on h.as_of = w.as_of and h.territory_code = i.unit_code
),
returned as (
    select d.as_of, u.province_code, u.region_code, r.commune_code
    from days d
    join returned_months r on last_day(r.month) > $since::date and last_day(r.month) <= d.as_of
    join units u on u.unit_code = r.commune_code
    group by all
),
sent as (
    select r.as_of, w.unit_code, count(*) as n
    from returned r join wanted w on w.as_of = r.as_of and w.unit_code in (r.region_code, r.province_code)
    group by r.as_of, w.unit_code
),
sizes as (
    select w.unit_code, count(distinct u.unit_code) as communes
    from units u join wanted w on w.unit_code in (u.region_code, u.province_code)
    where u.grain = 'commune'
    group by w.unit_code
)
select w.as_of, w.grain,
    count(*) filter (where p.measure = 'founded') as founded,
    count(*) filter (where p.measure = 'renewed') as renewed,
    count(*) filter (where p.measure = 'lost') as lost,
    count(*) filter (where p.measure = 'expired') as expired,
    count(*) filter (where p.measure = 'meetings_held') as meetings_held,
    count(*) filter (where p.measure = 'decisions_taken') as decisions_taken,
    count(*) filter (where p.measure = 'decisions_done') as decisions_done,
    count(*) filter (where p.measure = 'decisions_late') as decisions_late,
    count(*) filter (where p.measure = 'constraints_raised') as constraints_raised,
    count(*) filter (where p.measure = 'constraints_closed') as constraints_closed,
    count(*) filter (where p.measure = 'constraints_open') as constraints_open,
    coalesce(any_value(s.n), 0) as communes_returned, any_value(z.communes) as communes, w.unit_code
from wanted w
left join placed p on p.as_of = w.as_of and p.unit_code = w.unit_code
left join sent s on s.as_of = w.as_of and s.unit_code = w.unit_code
left join sizes z on z.unit_code = w.unit_code
group by w.as_of, w.grain, w.unit_code
order by w.as_of, w.grain desc, w.unit_code
