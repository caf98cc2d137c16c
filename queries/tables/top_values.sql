-- What is the value of the indicators that exist only in provinces and in the region?
--
-- Grain:       as_of, indicator, unit_code (province, region)
-- Reads:       days, units, meetings_at, window_known, month_known, milestones_at,
--              milestone_tasks_at, bodies, unit_within, regions
-- Parameters:
-- Units:       shares 0..1, null where unknown or not applicable; published counts of persons. rotation:
--              meetings of bodies seated on the region; a task is due days_before its milestone, those
--              due within 60 days counted; a held milestone counts for 30 days more.
with above as (
    select d.as_of, u.unit_code, u.grain, u.region_code
    from days d cross join units u
    where u.grain in ('province', 'region')
),
hosted as (
    select d.as_of, w.territory_code as unit_code, max(m.held_on) as held_on
    from days d
    join meetings_at m
        on m.status = 'held' and m.held_on <= d.as_of and m.held_on > d.as_of - interval 12 month
    join reference.unit_within w on w.unit_code = m.host_territory_code
    where m.body_unit_code in (select code from reference.regions)
    group by d.as_of, w.territory_code
),
rotation as (
    select a.as_of, a.unit_code, a.grain, a.region_code, h.unit_code is not null as has_hosted,
        greatest(w.last_on, h.held_on) as fact_on,
        w.last_on is not null or (a.grain = 'province' and h.unit_code is not null) as is_known
    from above a
    left join hosted h on h.as_of = a.as_of and h.unit_code = a.unit_code
    left join window_known w
        on w.as_of = a.as_of and w.indicator = 'rotation' and w.unit_code = a.region_code
),
provinces as (
    select as_of, region_code, count(*) as provinces, count(*) filter (where has_hosted) as hosts
    from rotation
    where grain = 'province'
    group by as_of, region_code
),
closed as (
    select d.as_of, m.unit_code, max(least(d.as_of, last_day(m.month))) as last_on
    from days d join month_known m on m.table_name = 'milestones' and m.month <= d.as_of
    where m.unit_code in (select unit_code from units where grain in ('province', 'region'))
    group by d.as_of, m.unit_code
),
tasks as (
    select d.as_of, w.territory_code as unit_code, count(*) as due,
        count(*) filter (where t.done_on <= d.as_of) as done
    from days d
    join milestones_at m
        on m.happens_on is not null
        and (m.happens_on > d.as_of - 30 or coalesce(m.date_status, 'unknown') <> 'held')
    join milestone_tasks_at t
        on t.milestone_id = m.milestone_id and m.happens_on - coalesce(t.days_before, 0) <= d.as_of + 60
    join reference.unit_within w on w.unit_code = t.territory_code
    group by d.as_of, w.territory_code
),
bureaus as (
    select b.as_of, w.territory_code as unit_code,
        sum(b.bureau_members) filter (where b.bureau_women is not null) as seats_women,
        sum(published(b.bureau_women)) as women,
        count(b.bureau_women) as bodies_women, min(b.true_on) filter (where b.bureau_women is not null)
            as women_on,
        sum(b.bureau_members) filter (where b.bureau_under_35 is not null) as seats_young,
        sum(published(b.bureau_under_35)) as young,
        count(b.bureau_under_35) as bodies_young, min(b.true_on) filter (where b.bureau_under_35 is not null)
            as young_on,
        count(*) as bodies
    from bodies b join reference.unit_within w on w.unit_code = b.unit_code
    where b.bureau_members >= 10 and b.is_alive and b.is_founded
    group by b.as_of, w.territory_code
),
joined as (
    select r.as_of, 'rotation' as indicator, r.unit_code, r.is_known, true as is_applicable,
        case when r.grain = 'region' then p.hosts else r.has_hosted::integer end::double as numerator,
        case when r.grain = 'region' then p.provinces else 1 end::double as denominator,
        null::bigint as members_known, null::bigint as members_all,
        r.fact_on
    from rotation r join provinces p on p.as_of = r.as_of and p.region_code = r.region_code
    union all
    select a.as_of, 'milestone_tasks', a.unit_code, c.unit_code is not null,
        not (c.unit_code is not null and t.due is null), t.done::double, t.due::double, null, null, c.last_on
    from above a
    left join closed c on c.as_of = a.as_of and c.unit_code = a.unit_code
    left join tasks t on t.as_of = a.as_of and t.unit_code = a.unit_code
    union all
    select a.as_of, 'bureau_women_share', a.unit_code, coalesce(b.bodies_women, 0) > 0, true,
        least(b.women, b.seats_women)::double, b.seats_women::double, b.bodies_women, b.bodies, b.women_on
    from above a left join bureaus b on b.as_of = a.as_of and b.unit_code = a.unit_code
    union all
    select a.as_of, 'bureau_under_35_share', a.unit_code, coalesce(b.bodies_young, 0) > 0, true,
        least(b.young, b.seats_young)::double, b.seats_young::double, b.bodies_young, b.bodies, b.young_on
    from above a left join bureaus b on b.as_of = a.as_of and b.unit_code = a.unit_code
)
select as_of, indicator, unit_code, is_known, is_applicable, numerator, denominator, members_known,
    members_all, least(as_of, fact_on) as fact_on
from joined
