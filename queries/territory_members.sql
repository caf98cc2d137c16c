-- How many members has a territory reported, month by month?
--
-- Grain:       as_of, territory_code, period; the newest first
-- Reads:       days, membership_at, batches, unit_within, arrondissements, seen
-- Parameters:  $territory  varchar, code of the territory
--              $exact      boolean, also give exact counts (only to a role that may see them)
-- Units:       persons: published as small counts are (5 stands for fewer than 10), null when not
--              reported; members_margin ±; exact columns null unless $exact
select d.as_of, m.territory_code, m.period, published(m.members) as members,
    case when m.members = 0 then 0 when m.members < 10 then 4 when m.members is not null then 2 end
        as members_margin,
    published(m.women) as women, published(m.under_35) as under_35, published(m.new_members) as new_members,
    published(m.renewed_members) as renewed_members,
    case when $exact::boolean then m.members end as members_exact,
    case when $exact::boolean then m.women end as women_exact,
    case when $exact::boolean then m.under_35 end as under_35_exact,
    m.last_batch_no, a.origin, a.file_name
from days d
join membership_at m on strptime(m.period || '-01', '%Y-%m-%d')::date <= d.as_of
left join app.batches a on a.batch_no = m.last_batch_no
where m.territory_code in (
        select unit_code from reference.unit_within where territory_code = $territory
    )
    and not exists (
        select 1 from reference.arrondissements k
        join membership_at w on w.territory_code = k.commune_code
        where k.code = m.territory_code and w.period = m.period and w.members is not null
    )
    and m.territory_code in (select unit_code from seen)
order by d.as_of, m.period desc, m.territory_code
