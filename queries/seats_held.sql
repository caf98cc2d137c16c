-- How many seats does the party hold in each elected council, by the newest count?
--
-- Grain:       as_of, council_kind, unit_code
-- Reads:       days, mandates_at, batches, seen
-- Parameters:
-- Units:       seats of the council, party_seats and party_women among them, public counts; the newest
--              counted_on up to as-of; party_presidency null where not said
with counted as (
    select d.as_of, m.*, row_number() over (
        partition by d.as_of, m.council_kind, m.unit_code order by m.counted_on desc, m.term_start desc
    ) as place
    from days d
    join mandates_at m on m.counted_on <= d.as_of
)
select c.as_of, c.council_kind, c.term_start, c.counted_on, c.seats, c.party_seats, c.party_women,
    c.party_presidency, c.last_batch_no, b.origin, b.file_name, c.unit_code
from counted c
left join app.batches b on b.batch_no = c.last_batch_no
where c.place = 1 and c.unit_code in (select unit_code from seen)
order by c.as_of, c.council_kind, c.unit_code
