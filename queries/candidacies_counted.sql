-- Where does the party stand in each unit of each election, by the newest count?
--
-- Grain:       as_of, election_id, unit_code (a province: the sum of its seats)
-- Reads:       elections_known, candidacies_at, batches, seen
-- Parameters:  $sees_candidacies  boolean, whether the reader may see candidacies before nominations close
-- Units:       seats covered (women's reserved seats among them), files, null where not said; of the rows
--              counted up to facts_on the newest. No row at all where they are confidential to the reader
with counted as (
    select e.as_of, c.*, row_number() over (
        partition by e.as_of, c.election_id, c.unit_code order by c.counted_on desc
    ) as place
    from elections_known e
    join candidacies_at c on c.election_id = e.election_id and c.counted_on <= e.facts_on
    where $sees_candidacies::boolean or not e.is_confidential
)
select c.as_of, c.election_id, c.counted_on, c.seats_covered, c.seats_reserved_women_covered, c.files_expected,
    c.files_complete, c.finance_agent_named, c.last_batch_no, b.origin, b.file_name, c.unit_code
from counted c
left join app.batches b on b.batch_no = c.last_batch_no
where c.place = 1 and c.unit_code in (select unit_code from seen)
order by c.as_of, c.election_id, c.unit_code
