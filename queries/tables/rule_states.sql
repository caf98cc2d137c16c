-- Does each founded local secretariat keep each rule of a living body?
--
-- Grain:       as_of, structure_id, rule (founded, neither dormant nor dissolved; every rule)
-- Reads:       bodies, structures_at, body_meetings, body_units, units, structure_returns, territories, living_rules, method
-- Parameters:
-- Units:       state: kept, not_due (its time has not come), unknown, in_grace (broken, until grace_until),
--              broken. due_on: the day from which it is asked. Unknown: meetings of the window not
--              reported; offices not reported; minutes neither filed nor told missing, that is: no
--              bureau list filed and no return of `structures` of the whole province since they were due
--              (the monthly sheet does not ask for them). weight: what a broken rule counts.
with founded as (
    select b.as_of, b.structure_id, b.unit_code, b.founded_on, b.term_ends_on, b.is_in_term,
        greatest(b.founded_on, coalesce(b.renewed_on, b.founded_on)) as mandate_from,
        b.offices_total, b.offices_filled, s.minutes_filed_on <= b.as_of as has_minutes,
        s.bureau_list_filed_on <= b.as_of as has_list
    from bodies b
    join structures_at s on s.as_of = b.as_of and s.structure_id = b.structure_id
    where b.is_local and b.is_founded
),
by_covered as (
    select u.as_of, u.structure_id, min(r.returned_on) as returned_on
    from body_units u
    join units c on c.unit_code = u.unit_code and c.grain in ('commune', 'arrondissement')
    left join structure_returns r on r.as_of = u.as_of and r.unit_code = u.unit_code
    where u.is_listed and u.is_founded
    group by u.as_of, u.structure_id
    having count(r.returned_on) = count(*)
),
facts as (
    select f.*, m.last_held_on, m.is_known as is_window_known, k.recent_meeting_days,
        greatest(seat.returned_on, c.returned_on) as returned_on,
        above.returned_on as province_returned_on
    from founded f
    cross join reference.method k
    left join body_meetings m on m.as_of = f.as_of and m.structure_id = f.structure_id
    left join by_covered c on c.as_of = f.as_of and c.structure_id = f.structure_id
    left join structure_returns seat on seat.as_of = f.as_of and seat.unit_code = f.unit_code
    left join reference.territories t on t.code = f.unit_code
    left join structure_returns above on above.as_of = f.as_of and above.unit_code = t.province_code
),
asked as (
    select f.*, r.code as rule, r.position, r.threshold, r.grace_days, r.weight,
        case r.code
            when 'met_recently' then coalesce(f.last_held_on, f.mandate_from) + r.threshold::integer
            when 'mandate_current' then f.term_ends_on + r.threshold::integer
            when 'bureau_complete' then f.mandate_from
            when 'minutes_filed' then f.founded_on + r.threshold::integer
            when 'return_sent' then coalesce(f.returned_on, f.mandate_from) + r.threshold::integer
        end as due_on
    from facts f cross join reference.living_rules r
),
judged as (
    select *, case rule
        when 'met_recently' then case
            when last_held_on > as_of - threshold::integer then true
            when is_window_known and threshold <= recent_meeting_days then false end
        when 'mandate_current' then is_in_term
        when 'bureau_complete' then offices_filled >= threshold * nullif(offices_total, 0)
        when 'minutes_filed' then case
            when has_minutes then true when has_list or province_returned_on >= due_on then false end
        when 'return_sent' then coalesce(returned_on >= as_of - threshold::integer, false)
        end as is_kept
    from asked
)
select as_of, structure_id, rule, position, weight, due_on, due_on + grace_days::integer as grace_until,
    case when is_kept then 'kept' when as_of <= due_on and rule <> 'mandate_current' then 'not_due'
         when is_kept is null then 'unknown'
         when as_of <= due_on + grace_days::integer then 'in_grace' else 'broken' end as state
from judged
