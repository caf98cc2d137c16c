-- Which seats were given for each unit of each election, officially or as an estimate?
--
-- Grain:       as_of, election_id, unit_code
-- Reads:       days, seats_at, batches, seen
-- Parameters:
-- Units:       seats: all of them; seats_reserved_women among them, null where not given. is_estimate: no
--              official text gives the number. Seats have no day of their own: every as-of has those known
select d.as_of, s.election_id, s.seats, s.seats_reserved_women, s.is_estimate, s.source, s.last_batch_no,
    b.origin, b.file_name, s.unit_code
from days d
cross join seats_at s
left join app.batches b on b.batch_no = s.last_batch_no
where s.unit_code in (select unit_code from seen)
order by d.as_of, s.election_id, s.unit_code
