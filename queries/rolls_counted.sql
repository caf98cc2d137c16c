-- How many voters does the newest electoral roll hold, and the one before it?
--
-- Grain:       as_of, territory_code
-- Reads:       days, electorate_at, extents, batches, seen
-- Parameters:
-- Units:       registered, women among them: voters, null where not said, as published (never clipped);
--              before_: the roll counted before the newest, null where there is none. adults, women, men: persons of
--              18 and over of the census of 2024, an estimate; urban_share 0..1 of the adults
with ranked as (
    select d.as_of, e.*, row_number() over newest as place,
        lead(e.counted_on) over newest as before_on, lead(e.registered) over newest as before_registered,
        lead(e.registered_women) over newest as before_women
    from days d
    join electorate_at e on e.counted_on <= d.as_of
    window newest as (partition by d.as_of, e.territory_code order by e.counted_on desc)
)
select r.as_of, r.counted_on, r.registered, r.registered_women, r.before_on, r.before_registered, r.before_women,
    x.adults, x.women, x.men, x.urban_share, r.last_batch_no, b.origin, b.file_name, r.territory_code
from ranked r
join extents x on x.unit_code = r.territory_code
left join app.batches b on b.batch_no = r.last_batch_no
where r.place = 1 and r.territory_code in (select unit_code from seen)
order by r.as_of, r.territory_code
