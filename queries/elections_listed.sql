-- Which elections are known, general and by-elections, and what is known of their days?
--
-- Grain:       as_of, election_id; those ahead by polling day, then without a day, then past (newest first)
-- Reads:       days, elections_at, batches
-- Parameters:
-- Units:       dates, null where not published. state: held, gone_by (polling day has passed and nothing says
--              that it was held), official, expected (a day is given), undated (none is). days_to: days from
--              as-of to polling day, negative once it has passed, null while undated. basis: sourced, inferred or
--              assumed as stored; else sourced where the day is official or held, inferred where it is expected,
--              unknown otherwise
with dated as (
    select d.as_of, e.*, e.polling_on - d.as_of as days_to,
        case when e.polling_on is null and e.date_status = 'held' then 'held'
             when e.polling_on is null then 'undated'
             when e.polling_on <= d.as_of and e.date_status = 'held' then 'held'
             when e.polling_on < d.as_of then 'gone_by'
             when e.date_status in ('held', 'official') then 'official'
             else 'expected' end as state
    from days d
    cross join elections_at e
)
select d.as_of, d.election_id, d.kind, coalesce(d.is_by_election, false) as is_by_election, d.polling_on,
    d.date_status, d.state, d.days_to, d.rolls_close_on, d.nominations_open_on, d.nominations_close_on,
    d.campaign_open_on,
    coalesce(d.basis, case when d.date_status in ('held', 'official') then 'sourced'
        when d.date_status = 'expected' then 'inferred' else 'unknown' end) as basis,
    d.source, d.last_batch_no, b.origin, b.file_name
from dated d
left join app.batches b on b.batch_no = d.last_batch_no
order by d.as_of, list_position(['official', 'expected', 'undated', 'gone_by', 'held'], case d.state
    when 'expected' then 'official' else d.state end), abs(d.days_to), d.election_id
