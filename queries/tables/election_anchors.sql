-- Which legal days do the tasks before the elections of each day count back to, and are they known?
--
-- Grain:       as_of, profile (rolls for the electoral lists), anchor
-- Reads:       days, legal_dates, elections_of_days, elections_at, election_kinds
-- Parameters:
-- Units:       anchor_on: the last day of a legal period, null where none is published. term_on: where polling
--              day is not published, the day the running term is full (last general election held and the
--              years of a term): inferred, for the anchor polling_on alone. cycle: year of the revision of the
--              lists, the one whose lists close next; election_id null for it. basis: sourced, inferred,
--              assumed, unknown
with revision as (
    select d.as_of, min(l.cycle) as cycle
    from days d
    join reference.legal_dates l on l.code like 'rolls.%.lists_closed' and l.happens_on >= d.as_of
    group by d.as_of
),
terms as (
    select d.as_of, e.kind, max(e.polling_on) as begun_on
    from days d
    join elections_at e on e.polling_on <= d.as_of
    where e.date_status = 'held' and not coalesce(e.is_by_election, false)
    group by d.as_of, e.kind
),
coming as (
    select p.as_of, p.profile, p.election_id, p.is_confidential, e.nominations_close_on, e.campaign_open_on,
        e.polling_on, e.source,
        case when e.polling_on is null then (t.begun_on + to_years(k.term_years::integer))::date end as term_on,
        coalesce(e.basis, case when e.date_status in ('held', 'official') then 'sourced'
            when e.date_status = 'expected' then 'inferred' else 'unknown' end) as basis
    from elections_of_days p
    join elections_at e on e.election_id = p.election_id
    join reference.election_kinds k on k.kind = p.profile
    left join terms t on t.as_of = p.as_of and t.kind = p.profile
    where not p.is_past
)
select r.as_of, 'rolls' as profile, null::varchar as election_id, false as is_confidential, r.cycle,
    'rolls.' || split_part(l.code, '.', 3) as anchor, coalesce(l.ends_on, l.happens_on) as anchor_on,
    null::date as term_on, l.basis, l.source
from revision r
join reference.legal_dates l on l.code like 'rolls.%' and l.cycle = r.cycle
union all
select as_of, profile, election_id, is_confidential, null, 'nominations_close_on', nominations_close_on, null, basis, source
from coming
union all
select as_of, profile, election_id, is_confidential, null, 'campaign_open_on', campaign_open_on, null, basis, source
from coming
union all
select as_of, profile, election_id, is_confidential, null, 'polling_on', polling_on, term_on, basis, source
from coming
