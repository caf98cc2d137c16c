-- Which elections are known on each day, and may their candidacies be seen by everybody?
--
-- Grain:       as_of, election_id (general and by-elections)
-- Reads:       days, elections_at
-- Parameters:
-- Units:       dates, null where not published. is_past: polling day has gone by, or it was held and its day is
--              not known. facts_on: polling day once past, otherwise as_of. is_confidential: nominations have
--              not closed, or nobody knows when and polling day has not come
with judged as (
    select d.as_of, e.election_id, e.kind, coalesce(e.is_by_election, false) as is_by_election, e.polling_on,
        e.nominations_close_on, coalesce(e.date_status, 'unknown') as date_status,
        coalesce(e.polling_on < d.as_of, coalesce(e.date_status, 'unknown') = 'held') as is_past
    from days d
    cross join elections_at e
)
select *, case when is_past and polling_on is not null then polling_on else as_of end as facts_on,
    coalesce(as_of <= nominations_close_on, as_of < polling_on, not is_past) as is_confidential
from judged
