-- For which elections are candidacies and polling stations counted, up to which day, and who may see them?
--
-- Grain:       as_of, election_id
-- Reads:       elections_known
-- Parameters:
-- Units:       facts_on: counts up to this day stand, polling day once the election is past. is_confidential:
--              candidacies are seen by few until nominations close. Those ahead first, the nearest first
select as_of, kind, is_by_election, polling_on, nominations_close_on, date_status, is_past, facts_on,
    is_confidential, election_id
from elections_known
order by as_of, is_past, case when is_past then null else polling_on end nulls last, polling_on desc nulls last,
    is_by_election, election_id
