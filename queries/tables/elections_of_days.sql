-- Which election does each profile prepare on each day, and of which day are its facts?
--
-- Grain:       as_of, profile (organisational with no election)
-- Reads:       days, profiles, elections_known
-- Parameters:
-- Units:       the earliest election of the kind that is not past, an unknown date last; else the last
--              past one, whose readiness stays as at polling day: facts_on is then that day, otherwise
--              as_of. By-elections are not chosen. Dates null where not published. is_confidential:
--              nominations have not closed, or nobody knows when and polling day has not come
with ranked as (
    select d.as_of, p.profile, e.election_id, e.polling_on, e.nominations_close_on,
        coalesce(e.is_past, false) as is_past, coalesce(e.facts_on, d.as_of) as facts_on,
        coalesce(e.is_confidential, true) as is_confidential,
        row_number() over (
            partition by d.as_of, p.profile
            order by coalesce(e.is_past, false),
                case when e.polling_on >= d.as_of then e.polling_on end nulls last,
                case when e.polling_on < d.as_of then e.polling_on end desc nulls last, e.election_id
        ) as place
    from days d
    cross join profiles p
    left join elections_known e
        on e.as_of = d.as_of and e.kind = p.profile and not e.is_by_election
)
select as_of, profile, election_id, polling_on, nominations_close_on, is_past, facts_on, is_confidential
from ranked
where place = 1
