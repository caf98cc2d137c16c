-- How many polling stations are there, and for how many is a representative named and trained?
--
-- Grain:       as_of, election_id, territory_code
-- Reads:       elections_known, polling_coverage_at, batches, seen
-- Parameters:
-- Units:       polling stations; posts named, trained, in reserve, null where not said; of the rows counted up
--              to facts_on (polling day once past) the newest
with counted as (
    select e.as_of, p.*, row_number() over (
        partition by e.as_of, p.election_id, p.territory_code order by p.counted_on desc
    ) as place
    from elections_known e
    join polling_coverage_at p on p.election_id = e.election_id and p.counted_on <= e.facts_on
)
select c.as_of, c.election_id, c.counted_on, c.stations, c.agents_assigned, c.agents_trained, c.reserve_agents,
    c.last_batch_no, b.origin, b.file_name, c.territory_code
from counted c
left join app.batches b on b.batch_no = c.last_batch_no
where c.place = 1 and c.territory_code in (select unit_code from seen)
order by c.as_of, c.election_id, c.territory_code
