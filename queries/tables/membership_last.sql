-- Which membership figure of each commune, arrondissement and cercle counts on each day?
--
-- Grain:       as_of, territory_code (only where a figure ends within the last 6 months)
-- Reads:       days, membership_published, method
-- Parameters:
-- Units:       persons, published, with their margin; is_masked: fewer than 10.
--              previous_published: the figure before it, null when there is none within 6 months.
with counted as (
    select territory_code, month, last_batch_no, members, margin,
        lag(month) over months as previous_month, lag(members) over months as previous,
        lead(month) over months as next_month
    from membership_published
    where members is not null
    window months as (partition by territory_code order by month)
)
select d.as_of, c.territory_code, c.month, last_day(c.month) as month_ends_on, c.members as published,
    c.margin, c.members = 5 as is_masked,
    case when c.previous_month >= c.month - interval 6 month then c.previous end as previous_published,
    c.last_batch_no
from days d
join counted c on c.month <= d.as_of and coalesce(c.next_month > d.as_of, true)
where last_day(c.month) >= d.as_of
    - to_months((select membership_months from reference.method)::integer)
