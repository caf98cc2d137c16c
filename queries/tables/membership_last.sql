-- Which membership figure of each commune, arrondissement and cercle counts on each day?
--
-- Grain:       as_of, territory_code (only where a figure ends within the last 6 months)
-- Reads:       days, membership_at, arrondissements, method
-- Parameters:
-- Units:       persons; members exact, published as small counts are, margin of the published figure.
--              previous_published: the figure before it, null when there is none within 6 months.
--              An arrondissement's figure of a month that its commune reports itself does not count.
with months as (
    select m.territory_code, strptime(m.period || '-01', '%Y-%m-%d')::date as month, m.members,
        m.last_batch_no, a.commune_code
    from membership_at m
    left join reference.arrondissements a on a.code = m.territory_code
    where m.members is not null
),
counted as (
    select territory_code, month, members, last_batch_no, published(members) as published,
        lag(month) over (partition by territory_code order by month) as previous_month,
        lag(published(members)) over (partition by territory_code order by month) as previous
    from months m
    where commune_code is null
       or not exists (
           select 1 from months w where w.territory_code = m.commune_code and w.month = m.month
       )
),
asked as (
    select as_of, territory_code from days cross join (select distinct territory_code from counted)
)
select a.as_of, a.territory_code, c.month, last_day(c.month) as month_ends_on, c.members, c.published,
    case when c.published = 0 then 0 when c.members < 10 then 4 else 2 end as margin,
    c.members between 1 and 9 as is_masked,
    case when c.previous_month >= c.month - interval 6 month then c.previous end as previous_published,
    c.last_batch_no
from asked a
asof join counted c on c.territory_code = a.territory_code and a.as_of >= c.month
where last_day(c.month) >= a.as_of
    - to_months((select membership_months from reference.method)::integer)
