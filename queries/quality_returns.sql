-- Who has reported: which return did each province send last, table by table, and is it whole?
--
-- Grain:       as_of, province_code, table_name (the four of the monthly return); by code, in its order
-- Reads:       days, places, returned_months, units, method, figures_seen
-- Parameters:
-- Units:       due_month: the last month that had ended 15 days before as-of; communes_returned of
--              communes: those that have returned it. last_month: newest month a commune returned;
--              received_on: when the newest return of it came. days_since: from its end to as-of;
--              rhythm_days: how many are expected at most; is_late: more, or nothing ever came
with due as (
    select as_of, (date_trunc('month', as_of - 15) - interval 1 month)::date as due_month from days
),
listed as (
    select table_name, position
    from (values ('structures', 1), ('membership', 2), ('meetings', 3), ('constraint_reports', 4))
        as known(table_name, position)
),
communes as (
    select province_code, count(*) as communes from units where grain = 'commune' group by province_code
),
sent as (
    select d.as_of, u.province_code, r.table_name, max(r.month) as last_month,
        arg_max(r.received_on, (r.month, r.received_on)) as received_on,
        count(*) filter (where r.month = d.due_month) as communes_returned
    from due d
    join returned_months r on r.month <= d.as_of
    join units u on u.unit_code = r.commune_code
    group by all
)
select d.as_of, p.unit_code as province_code, p.name_ar, p.name_fr, l.table_name, d.due_month,
    s.last_month, s.received_on, coalesce(s.communes_returned, 0) as communes_returned, c.communes,
    case when s.last_month is not null then greatest(0, d.as_of - last_day(s.last_month)) end as days_since,
    m.month_known_after_days::integer as rhythm_days,
    coalesce(d.as_of - last_day(s.last_month) > m.month_known_after_days, true) as is_late
from due d
cross join places p
cross join listed l
cross join reference.method m
join communes c on c.province_code = p.unit_code
left join sent s on s.as_of = d.as_of and s.province_code = p.unit_code and s.table_name = l.table_name
where p.grain = 'province' and p.unit_code in (select unit_code from figures_seen)
order by d.as_of, p.unit_code, l.position
