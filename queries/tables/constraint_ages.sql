-- How old are the open constraints of each territory?
--
-- Grain:       as_of, unit_code (every grain)
-- Reads:       days, units, members, top_of, arrondissements, unit_within, month_known, constraint_reports_at, method
-- Parameters:
-- Units:       median_days of those open on the day, null when none is; known_share 0..1 by adults: the
--              communes that returned the newest whole month that began more than 45 days before. Above,
--              constraints of known communes, and the unit's own where it returned that month itself.
with due as (
    select d.as_of,
        (date_trunc('month', d.as_of - (m.month_known_after_days + 1)::integer))::date as month_on
    from days d cross join reference.method m
),
wanted as (
    select as_of,
        case when last_day(month_on) <= as_of then month_on else (month_on - interval 1 month)::date end
            as month_on
    from due
),
declared as (
    select distinct w.as_of, k.unit_code
    from wanted w
    join month_known k on k.table_name = 'constraint_reports' and k.month = w.month_on and k.how <> 'row'
),
parts as (
    select a.commune_code as unit_code, a.code as part_code, count(*) over (partition by a.commune_code) as n
    from reference.arrondissements a
),
known as (
    select as_of, unit_code from declared
    union
    select d.as_of, p.unit_code
    from declared d join parts p on p.part_code = d.unit_code
    group by d.as_of, p.unit_code
    having count(*) = any_value(p.n)
),
open_ones as (
    select d.as_of, c.constraint_id, c.territory_code, d.as_of - c.raised_on as age_days
    from days d
    join constraint_reports_at c on c.raised_on <= d.as_of and coalesce(c.closed_on > d.as_of, true)
    where coalesce(c.status, 'open') <> 'dropped'
      and not (c.status = 'closed' and c.closed_on is null)
),
member_of as (
    select m.above_code, m.commune_code as member_code, m.commune_code as place_code from members m
    union
    select m.above_code, m.commune_code, a.code
    from members m join reference.arrondissements a on a.commune_code = m.commune_code
),
holders as (
    select unit_code as holder_code, unit_code as member_code, unit_code as place_code
    from units where grain in ('commune', 'arrondissement')
    union
    select commune_code, commune_code, code from reference.arrondissements
    union
    select above_code, member_code, place_code from member_of
    union
    select w.territory_code, w.unit_code, w.unit_code
    from reference.unit_within w
    where w.territory_code in (select above_code from members)
      and w.unit_code not in (select unit_code from units where grain in ('commune', 'arrondissement'))
),
-- Materialized, so that a constraint meets those that hold its place, never all that is known that day.
held as materialized (
    select o.as_of, o.age_days, h.holder_code, h.member_code
    from open_ones o join holders h on h.place_code = o.territory_code
),
ages as (
    select h.as_of, h.holder_code as unit_code, median(h.age_days) as median_days, count(*) as open_count
    from held h join known k on k.as_of = h.as_of and k.unit_code = h.member_code
    group by h.as_of, h.holder_code
),
shares as (
    select d.as_of, m.above_code as unit_code,
        coalesce(sum(m.adults) filter (where k.unit_code is not null), 0) / sum(m.adults) as known_share
    from days d
    cross join members m
    left join known k on k.as_of = d.as_of and k.unit_code = m.commune_code
    group by d.as_of, m.above_code
)
select d.as_of, u.unit_code, a.median_days::double as median_days, coalesce(a.open_count, 0) as open_count,
    coalesce(s.known_share, (k.unit_code is not null)::integer, 0)::double as known_share,
    last_day(w.month_on) as fact_on
from days d
join wanted w on w.as_of = d.as_of
cross join units u
join top_of t on t.unit_code = u.unit_code
left join known k on k.as_of = d.as_of and k.unit_code = t.same_code
left join shares s on s.as_of = d.as_of and s.unit_code = t.same_code
left join ages a on a.as_of = d.as_of and a.unit_code = t.same_code
