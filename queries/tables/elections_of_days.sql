-- Which election does each profile prepare on each day, and of which day are its facts?
--
-- Grain:       as_of, profile (organisational with no election)
-- Reads:       days, profiles, elections_at
-- Parameters:
-- Units:       the earliest election of the kind that is not past, an unknown date last; else the last
--              past one, whose readiness stays as at polling day: facts_on is then that day, otherwise
--              as_of. By-elections are not chosen. Dates null where not published. is_confidential:
--              nominations have not closed, or nobody knows when and polling day has not come
with known as (
    select kind, election_id, polling_on, nominations_close_on, date_status
    from elections_at
    where not coalesce(is_by_election, false)
),
ranked as (
    select d.as_of, p.profile, e.election_id, e.polling_on, e.nominations_close_on,
        coalesce(e.polling_on < d.as_of, coalesce(e.date_status, 'unknown') = 'held') as is_past,
        row_number() over (
            partition by d.as_of, p.profile
            order by coalesce(e.polling_on < d.as_of, coalesce(e.date_status, 'unknown') = 'held'),
                case when e.polling_on >= d.as_of then e.polling_on end nulls last,
                case when e.polling_on < d.as_of then e.polling_on end desc nulls last, e.election_id
        ) as place
    from days d
    cross join profiles p
    left join known e on e.kind = p.profile
)
select as_of, profile, election_id, polling_on, nominations_close_on, is_past,
    case when is_past and polling_on is not null then polling_on else as_of end as facts_on,
    coalesce(as_of <= nominations_close_on, as_of < polling_on, not is_past) as is_confidential
from ranked
where place = 1
