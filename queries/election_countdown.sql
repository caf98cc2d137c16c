-- What must be done by when before each legal day of the elections, by whom, and where does it stand?
--
-- Grain:       as_of, profile, task, unit_code (region or province): the late first, then by the day due
-- Reads:       election_anchors, election_tasks, indicators, indicator_values, units, extents, seen, regions
-- Parameters:  $sees_candidacies  boolean, whether the reader may see candidacies before nominations close
-- Units:       due_on: the legal day less days_before, null while it is not published; term_due_on: the same
--              from the day the running term is full (inferred). value, need: of the indicator that follows
--              the task, k its known share 0..1; all null for a task no fact follows. state: done (known of
--              every part and reached), late (gone by and not reached), unknown (gone by, not reported),
--              unfollowed (gone by, no fact follows it), due (ahead), waiting (no legal day yet), hidden
--              (candidacies are confidential, or said by
--              a larger unit that the reader does not see). days_late: from due_on to as_of, else null
with planned as (
    select a.as_of, a.profile, a.election_id, a.is_confidential, a.cycle, a.anchor, a.anchor_on, a.term_on, a.basis,
        a.source as anchor_source, t.code as task, t.position, t.days_before, t.level, t.owner_function, t.indicator,
        i.pillar, t.done_at, i.target_above,
        a.anchor_on - t.days_before::integer as due_on, a.term_on - t.days_before::integer as term_due_on
    from election_anchors a
    join reference.election_tasks t
        on t.anchor = a.anchor and list_contains(string_split(t.kinds, '|'), a.profile)
    left join reference.indicators i on i.id = t.indicator
),
placed as (
    select p.*, u.unit_code, u.grain,
        coalesce(p.pillar = 'candidacies' and p.is_confidential
            and (not $sees_candidacies::boolean or (v.is_inherited and not s.is_whole)), false) as is_hidden,
        coalesce(v.is_applicable, true) as is_applicable, v.value, coalesce(v.k, 0) as known,
        coalesce(p.done_at, v.target, p.target_above)::double as need, v.fact_on
    from planned p
    cross join (
        select count(*) > 0 as is_whole from seen join reference.regions r on r.code = seen.unit_code
    ) s
    join units u on u.grain = case p.level when 'region' then 'region' else 'province' end
    join extents x on x.unit_code = u.unit_code
    left join indicator_values v
        on v.as_of = p.as_of and v.indicator = p.indicator and v.unit_code = u.unit_code
        and v.profile in ('', p.profile)
    where u.unit_code in (select unit_code from seen)
      and (p.profile <> 'arrondissement' or x.holds_arrondissement)
),
decided as (
    select *, case
        when is_hidden then 'hidden'
        when indicator is not null and known > 1 - 1e-9 and value >= need - 1e-9 then 'done'
        when due_on is null then 'waiting'
        when due_on >= as_of then 'due'
        when indicator is null then 'unfollowed'
        when need <= 0 or coalesce(known * value + 1 - known < need - 1e-9, false) then 'late'
        else 'unknown' end as state
    from placed
    where is_applicable or is_hidden
)
select as_of, state, profile, election_id, cycle, task, position, level, owner_function, unit_code, anchor, anchor_on,
    basis, anchor_source, days_before, due_on, term_due_on, indicator,
    case when state <> 'hidden' then value end as value,
    case when indicator is not null and state <> 'hidden' then known end as k,
    case when indicator is not null then need end as need, fact_on,
    case when state in ('late', 'unknown', 'unfollowed') then as_of - due_on end as days_late
from decided
order by as_of, list_position(['late', 'unknown', 'unfollowed', 'due', 'waiting', 'hidden', 'done'], state),
    due_on, term_due_on, profile, position, unit_code
