-- Whose return of the month that is due has not come, and for which tables?
--
-- Grain:       as_of, unit_code (communes with a table missing); by code
-- Reads:       days, places, returned_months, seen
-- Parameters:
-- Units:       due_month: the last month that had ended 15 days before as-of; tables: the missing ones
--              of the four of the monthly return, tables_missing how many
with due as (
    select as_of, (date_trunc('month', as_of - 15) - interval 1 month)::date as due_month from days
),
listed as (
    select unnest(['structures', 'membership', 'meetings', 'constraint_reports']) as table_name
)
select d.as_of, p.unit_code, p.name_ar, p.name_fr, p.province_code, d.due_month,
    list(l.table_name order by l.table_name) as tables, count(*) as tables_missing
from due d
cross join places p
cross join listed l
left join returned_months r
    on r.commune_code = p.unit_code and r.table_name = l.table_name and r.month = d.due_month
where p.grain = 'commune' and r.month is null and p.unit_code in (select unit_code from seen)
group by all
order by d.as_of, p.unit_code
