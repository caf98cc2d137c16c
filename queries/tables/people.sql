-- How many members does each commune and arrondissement count?
--
-- Grain:       as_of, unit_code (only where it is known)
-- Reads:       units, membership_last
-- Parameters:
-- Units:       persons, from published figures, with the margin of their sum. Fès: its own figure, or
--              the sum of its arrondissements' when one of them is newer; parts of parts_of says when
--              the sum is partial. fact_on: end of the month.
with own as (
    select l.as_of, u.unit_code, u.grain, u.commune_code, l.month, l.month_ends_on,
        l.published, l.margin, l.is_masked, l.previous_published, l.last_batch_no
    from membership_last l join units u on u.unit_code = l.territory_code
),
parts as (
    select as_of, commune_code, max(month) as month, min(month_ends_on) as month_ends_on,
        sum(published) as published, sum(margin) as margin, count(*) as parts,
        max(last_batch_no) as last_batch_no
    from own
    where grain = 'arrondissement'
    group by as_of, commune_code
),
sizes as (
    select commune_code, count(*) as parts_of from units where grain = 'arrondissement' group by commune_code
),
summed as (
    select p.*, s.parts_of
    from parts p join sizes s on s.commune_code = p.commune_code
    left join own o on o.as_of = p.as_of and o.unit_code = p.commune_code
    where o.month is null or p.month > o.month
)
select o.as_of, o.unit_code, o.month, o.published::bigint as members,
    o.margin::bigint as margin, o.is_masked, 1 as parts, 1 as parts_of, o.previous_published,
    least(o.as_of, o.month_ends_on) as fact_on, o.last_batch_no
from own o
left join summed s on s.as_of = o.as_of and s.commune_code = o.unit_code and o.grain = 'commune'
where s.commune_code is null
union all
select as_of, commune_code, month, published::bigint, margin::bigint, false,
    parts::integer, parts_of::integer, null, least(as_of, month_ends_on), last_batch_no
from summed
