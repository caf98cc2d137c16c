-- Which election does each profile prepare, and what is known of its dates?
--
-- Grain:       as_of, profile
-- Reads:       elections_of_days, elections_at
-- Parameters:
-- Units:       dates, null where not published. facts_on: the day of the figures, polling day once the
--              election is past; is_confidential: candidacies are seen by few until nominations close
select d.as_of, d.profile, d.election_id, d.polling_on, d.nominations_close_on, d.facts_on, d.is_past,
    d.is_confidential, e.date_status, e.source
from elections_of_days d
left join elections_at e on e.election_id = d.election_id
order by d.as_of, d.profile, d.election_id
