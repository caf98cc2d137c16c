-- What is published of each count of members that a territory reported?
--
-- Grain:       territory_code, period (rows of which no cell tells more than its rounding)
-- Reads:       membership_at, arrondissements, communes
-- Parameters:
-- Units:       persons, published, null when not reported; month is the first day. Only the level that counts
--              is published: no arrondissement in a month that its commune reports, and no commune in a month
--              that its cercle reports where the cercle, which is at least their sum, would narrow a count
--              down within its rounding. That is judged from published counts alone.
with cells as (
    unpivot (
        select territory_code, period, published(members) as members, published(women) as women,
            published(under_35) as under_35, published(new_members) as new_members,
            published(renewed_members) as renewed_members
        from membership_at
    ) on members, women, under_35, new_members, renewed_members into name counted value n
),
bounds as (
    select *, case when n = 0 then 0 when n = 5 then 1 when n = 10 then 10 else n - 2 end as low,
        case when n = 0 then 0 when n = 5 then 9 else n + 2 end as high
    from cells
),
crowded as (
    select distinct k.territory_code as cercle_code, k.period
    from bounds k
    join reference.communes c on c.cercle_code = k.territory_code
    join bounds i on i.territory_code = c.code and i.period = k.period and i.counted = k.counted
    group by k.territory_code, k.period, k.counted, k.low, k.high
    having sum(i.low) > k.low or sum(i.low) + max(i.high - i.low) > k.high
)
select m.territory_code, m.period, strptime(m.period || '-01', '%Y-%m-%d')::date as month,
    published(m.members) as members,
    case published(m.members) when 0 then 0 when 5 then 4 else 2 end as margin,
    published(m.women) as women, published(m.under_35) as under_35,
    published(m.new_members) as new_members, published(m.renewed_members) as renewed_members,
    m.last_batch_no
from membership_at m
left join reference.communes c on c.code = m.territory_code
left join reference.arrondissements a on a.code = m.territory_code
where not exists (from crowded k where k.cercle_code = c.cercle_code and k.period = m.period)
  and not exists (
      from membership_at w
      where w.territory_code = a.commune_code and w.period = m.period and w.members is not null
  )
