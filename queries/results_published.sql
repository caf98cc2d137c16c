-- What was published of past elections, unit by unit?
--
-- Grain:       as_of, election_id, unit_code
-- Reads:       elections_known, results_at, batches, seen
-- Parameters:
-- Units:       voters, votes and seats as published, null where not published, never zero; polling_on null where
--              not known. Results have no day of their own: those of elections that are past on as_of
select e.as_of, r.election_id, e.kind, e.polling_on, r.registered, r.voters, r.valid_votes, r.party_votes,
    r.party_seats, r.last_batch_no, b.origin, b.file_name, r.unit_code
from elections_known e
join results_at r on r.election_id = e.election_id
left join app.batches b on b.batch_no = r.last_batch_no
where (e.is_past or e.polling_on = e.as_of) and r.unit_code in (select unit_code from seen)
order by e.as_of, e.polling_on desc nulls last, r.election_id, r.unit_code
