-- Which membership figure of each commune, arrondissement and cercle counts on each day?
--
-- Grain:       as_of, territory_code (only where a figure ends within the last 6 months)
-- Reads:       days, membership_published, method
-- Parameters:
-- Units:       persons, published, with their margin; is_masked: fewer than 10.
--              previous_published: the figure before it, null when there is none within 6 months.
with counted as (
    select territory_code, month, last_batch_no, members, margin,
        lag(month) over (partition by territory_code order by month) as previous_month,
        lag(members) over (partition by territory_code order by month) as previous
    from membership_published
    where members is not null
),
asked as (
    select as_of, territory_code from days cross join (select distinct territory_code from counted)
)
select a.as_of, a.territory_code, c.month, last_day(c.month) as month_ends_on, c.members as published,
    c.margin, c.members = 5 as is_masked,
    case when c.previous_month >= c.month - interval 6 month then c.previous end as previous_published,
    c.last_batch_no
from asked a
asof join counted c on c.territory_code = a.territory_code and a.as_of >= c.month
where last_day(c.month) >= a.as_of
    - to_months((select membership_months from reference.method)::integer)
