-- How many of the last 12 months does each unit say whole, of its requests and its needs?
--
-- Grain:       as_of, table_name (liaison_requests, advocacy_items), unit_code
-- Reads:       days, units, month_known, method
-- Parameters:
-- Units:       months_asked: months that lie wholly in the 12 up to as-of and began more than 45 days before;
--              months_known of them: only then does no row mean none
with asked as (
    select d.as_of, unnest(generate_series(date_trunc('month', d.as_of - interval 12 month)::timestamp,
        d.as_of::timestamp, interval 1 month))::date as month
    from days d
),
months as (
    select a.as_of, a.month
    from asked a cross join reference.method m
    where a.month > a.as_of - interval 12 month and last_day(a.month) <= a.as_of
      and a.month < a.as_of - m.month_known_after_days::integer
),
known as (
    select distinct unit_code, table_name, month from month_known where how <> 'row'
)
select m.as_of, t.table_name, u.unit_code, count(distinct m.month) as months_asked, count(distinct k.month) as months_known
from months m
cross join (select unnest(['liaison_requests', 'advocacy_items']) as table_name) t
cross join units u
left join known k on k.unit_code = u.unit_code and k.table_name = t.table_name and k.month = m.month
group by m.as_of, t.table_name, u.unit_code
