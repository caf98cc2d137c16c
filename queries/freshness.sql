-- How fresh is what is known: the last return of each province, the newest import?
--
-- Grain:       as_of, province_code; the longest silent first
-- Reads:       days, returns_at, units, places, batch_states, accepted_batches, figures_seen
-- Parameters:  $known_at  timestamp, batches accepted up to then (UTC, inclusive)
-- Units:       last_month: first day of the newest month that a commune of the province returned, null
--              when none did; communes_returned of communes: those that returned the last month that
--              had ended 15 days before as-of (due_month); newest_batch_no and newest_at (UTC) of the store
with due as (
    select as_of, (date_trunc('month', as_of - 15) - interval 1 month)::date as due_month from days
),
months as (
    select distinct territory_code, strptime(period || '-01', '%Y-%m-%d')::date as month from returns_at
),
returned as (
    select d.as_of, u.province_code, max(m.month) as last_month,
        count(distinct coalesce(u.commune_code, u.unit_code)) filter (where m.month = d.due_month)
            as communes_returned
    from due d
    join months m on m.month <= d.as_of
    join units u on u.unit_code = m.territory_code and u.grain in ('commune', 'arrondissement')
    group by d.as_of, u.province_code
),
newest as (
    select max(b.batch_no) as newest_batch_no, max(s.happened_at) as newest_at
    from accepted_batches($known_at::timestamp, []::bigint[], []::bigint[]) b
    join app.batch_states s on s.batch_no = b.batch_no and s.happened_at <= $known_at
),
communes as (
    select province_code, count(*) as communes from units where grain = 'commune' group by province_code
)
select d.as_of, p.unit_code as province_code, p.name_ar, p.name_fr, d.due_month, r.last_month,
    coalesce(r.communes_returned, 0) as communes_returned, c.communes, n.newest_batch_no, n.newest_at
from due d
cross join places p
join communes c on c.province_code = p.unit_code
cross join newest n
left join returned r on r.as_of = d.as_of and r.province_code = p.unit_code
where p.grain = 'province' and p.unit_code in (select unit_code from figures_seen)
order by d.as_of, r.last_month nulls first, p.unit_code
