-- Which answers of ministries to needs of this body's territory have not been fed back there?
--
-- Grain:       as_of, item_id; the oldest answer first
-- Reads:       body_asked, advocacy_items_at, sectors_at, unit_within, batches, seen
-- Parameters:
-- Units:       answered up to as-of, fed_back_on null or later; days_waiting from the answer to as-of
with named as (
    select sector_code, arg_max(name_ar, valid_from) as sector_ar, arg_max(name_fr, valid_from) as sector_fr
    from sectors_at
    group by sector_code
)
select a.as_of, i.territory_code, i.sector_code, n.sector_ar, n.sector_fr, i.summary, i.need_on, i.answered_on, i.outcome,
    a.as_of - i.answered_on as days_waiting, i.last_batch_no, b.origin, b.file_name, i.item_id
from body_asked a
join advocacy_items_at i on i.answered_on <= a.as_of and coalesce(i.fed_back_on > a.as_of, true)
join reference.unit_within w on w.unit_code = i.territory_code and w.territory_code = a.unit_code
left join named n on n.sector_code = i.sector_code
left join app.batches b on b.batch_no = i.last_batch_no
where i.territory_code in (select unit_code from seen)
order by a.as_of, i.answered_on, i.item_id
