-- How many members does each province and region count, and of which communes is it known?
--
-- Grain:       as_of, above_code, commune_code (every commune)
-- Reads:       days, members, people, membership_last, cercles
-- Parameters:
-- Units:       persons, published. A cercle's figure alone enters the sum unless the published counts of
--              its communes are more, whatever the exact ones are: it is carried by the first of them (members), and every commune of the
--              cercle is then known (is_known). An unknown commune has null members.
with shares as (
    select d.as_of, m.above_code, m.commune_code, m.cercle_code, m.adults,
        p.members, p.margin, p.fact_on, p.month,
        row_number() over (partition by d.as_of, m.above_code, m.cercle_code order by m.commune_code)
            as place_in_cercle
    from days d
    cross join members m
    left join people p on p.as_of = d.as_of and p.unit_code = m.commune_code
),
cercles as (
    select l.as_of, l.territory_code as cercle_code, l.published, l.margin,
        least(l.as_of, l.month_ends_on) as fact_on
    from membership_last l join reference.cercles c on c.code = l.territory_code
),
inside as (
    select as_of, above_code, cercle_code, coalesce(sum(members - margin), 0) as least
    from shares
    where cercle_code is not null
    group by as_of, above_code, cercle_code
),
counted as (
    select c.*, i.above_code
    from cercles c join inside i on i.as_of = c.as_of and i.cercle_code = c.cercle_code
    where c.published + c.margin >= i.least
)
select s.as_of, s.above_code, s.commune_code, s.adults,
    s.members is not null or c.cercle_code is not null as is_known,
    case when c.cercle_code is null then s.members
         when s.place_in_cercle = 1 then c.published else 0 end as members,
    case when c.cercle_code is null then s.margin
         when s.place_in_cercle = 1 then c.margin else 0 end as margin,
    coalesce(c.fact_on, s.fact_on) as fact_on,
    c.cercle_code is not null as is_by_cercle
from shares s
left join counted c
    on c.as_of = s.as_of and c.above_code = s.above_code and c.cercle_code = s.cercle_code
