-- How many members has a territory reported, month by month?
--
-- Grain:       as_of, territory_code, period; the newest first
-- Reads:       days, membership_published, membership_at, batches, unit_within, seen
-- Parameters:  $territory  varchar, code of the territory
--              $exact      boolean, also give the exact count (only to a role that may see them)
-- Units:       persons: published as small counts are (5 stands for fewer than 10), null when not
--              reported; members_margin ±; members_exact null unless $exact
select d.as_of, p.territory_code, p.period, p.members, case when p.members is not null then p.margin end
        as members_margin,
    p.women, p.under_35, p.new_members, p.renewed_members,
    case when $exact::boolean then m.members end as members_exact,
    p.last_batch_no, a.origin, a.file_name
from days d
join membership_published p on p.month <= d.as_of
join membership_at m on m.territory_code = p.territory_code and m.period = p.period
left join app.batches a on a.batch_no = p.last_batch_no
where p.territory_code in (
        select unit_code from reference.unit_within where territory_code = $territory
    )
    and p.territory_code in (select unit_code from seen)
order by d.as_of, p.period desc, p.territory_code
