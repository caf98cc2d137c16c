-- Through which stages has each local secretariat gone, and how long did each last?
--
-- Grain:       as_of, structure_id, stage, since_on
-- Reads:       bodies, structures_at
-- Parameters:  $term_months  integer, term of a local secretariat
-- Units:       stage: planned (since the organisational note; without its day, unknown and not listed),
--              convened, founded (since the founding and since each renewal), renewal_due, dormant,
--              dissolved. until_on: the day the next stage began, null for the one it is in; days:
--              from the one to the other, or to as-of. Only stages begun by as-of.
with local as (
    select as_of, structure_id, note_on, convened_on, founded_on, dormant_since, dissolved_on
    from bodies
    where is_local
),
starts as (
    select as_of, structure_id, founded_on as since_on from local where founded_on <= as_of
    union
    select l.as_of, l.structure_id, unnest(list_filter(s.renewals, lambda day: day <= s.as_of))
    from local l join structures_at s on s.as_of = l.as_of and s.structure_id = l.structure_id
    where l.founded_on <= l.as_of
),
mandates as (
    select *, (since_on + to_months($term_months::integer))::date as ends_on,
        lead(since_on) over (partition by as_of, structure_id order by since_on) as next_on
    from starts
),
events as (
    select as_of, structure_id, 1 as position, 'planned' as stage, note_on as since_on from local
    union all
    select as_of, structure_id, 2, 'convened', convened_on from local
    union all
    select as_of, structure_id, 3, 'founded', since_on from mandates
    union all
    -- A body asleep when its term ends stays asleep until it is renewed.
    select m.as_of, m.structure_id, 4, 'renewal_due', m.ends_on
    from mandates m join local l on l.as_of = m.as_of and l.structure_id = m.structure_id
    where m.ends_on < coalesce(m.next_on, m.ends_on + 1)
      and not coalesce(l.dormant_since between m.since_on and m.ends_on, false)
    union all
    select as_of, structure_id, 5, 'dormant', dormant_since from local
    union all
    select as_of, structure_id, 6, 'dissolved', dissolved_on from local
),
begun as (
    select e.*
    from events e join local l on l.as_of = e.as_of and l.structure_id = e.structure_id
    where e.since_on <= e.as_of
      and (e.stage = 'dissolved' or e.since_on <= coalesce(l.dissolved_on, e.since_on))
),
followed as (
    select *, lead(since_on) over (
        partition by as_of, structure_id order by since_on, position
    ) as until_on
    from begun
)
select as_of, structure_id, stage, since_on, until_on,
    date_diff('day', since_on, coalesce(until_on, as_of)) as days
from followed
