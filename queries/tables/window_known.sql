-- For which territories is the window of an event indicator known?
--
-- Grain:       as_of, indicator, unit_code (only where it is known)
-- Reads:       days, window_months, month_known, members, arrondissements, regions
-- Parameters:
-- Units:       last_on, the end of the newest month known up to as-of. Of recent_meeting a held
--              meeting makes nothing known here: a meeting of another body of the commune says
--              nothing of its secretariat. Decisions are known above where every commune is; decisions and
--              constraints of Fès where every arrondissement is.
with declared as (
    select distinct unit_code, table_name, month from month_known where how <> 'row'
),
of_regions as (
    select distinct unit_code, table_name, month
    from month_known
    where unit_code in (select code from reference.regions)
),
newest as (
    select d.as_of, m.unit_code, m.table_name, last_day(max(m.month)) as last_on
    from days d join declared m on last_day(m.month) <= d.as_of
    where m.table_name in ('constraint_reports', 'liaison_requests', 'advocacy_items')
    group by d.as_of, m.unit_code, m.table_name
),
windowed as (
    select w.as_of, w.indicator, w.table_name, m.unit_code, last_day(max(m.month)) as last_on
    from window_months w
    join declared m on m.table_name = w.table_name and m.month = w.month
    where w.indicator <> 'rotation'
    group by w.as_of, w.indicator, w.table_name, m.unit_code
    having count(*) >= any_value(w.months_needed)
),
counted as (
    select w.as_of, w.indicator, w.unit_code, coalesce(n.last_on, w.last_on) as last_on
    from windowed w
    left join newest n
        on n.as_of = w.as_of and n.table_name = w.table_name and n.unit_code = w.unit_code
    union all
    select w.as_of, w.indicator, m.unit_code, last_day(max(m.month))
    from window_months w
    join of_regions m on m.table_name = w.table_name and m.month = w.month
    where w.indicator = 'rotation'
    group by w.as_of, w.indicator, m.unit_code
    having count(*) >= any_value(w.months_needed)
),
wholes as (
    select above_code as whole_code, commune_code as part_code from members
    union all
    select cercle_code, commune_code from members where cercle_code is not null and grain = 'province'
    union all
    select commune_code, code from reference.arrondissements
),
sizes as (
    select whole_code, count(*) as n from wholes group by whole_code
),
by_parts as (
    select c.as_of, c.indicator, w.whole_code as unit_code, min(c.last_on) as last_on
    from counted c
    join wholes w on w.part_code = c.unit_code
    join sizes s on s.whole_code = w.whole_code
    where c.indicator = 'decisions_on_time'
       or (c.indicator = 'constraints_closed'
           and w.whole_code in (select commune_code from reference.arrondissements))
    group by c.as_of, c.indicator, w.whole_code
    having count(*) = any_value(s.n)
)
select as_of, indicator, unit_code, max(last_on) as last_on
from (select * from counted union all select * from by_parts)
group by as_of, indicator, unit_code
