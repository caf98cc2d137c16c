-- What share of decisions was done by its day, in each unit, by each function and by each body?
--
-- Grain:       as_of, unit_code (region, provinces), part (all, owner, body), subject
-- Reads:       days, units, decisions_due, meetings_at, unit_within, arrondissements, window_known, figures_seen
-- Parameters:
-- Units:       decisions due in the last 12 months, of the unit and what lies in it, as the indicator
--              decisions_on_time counts them: due, of which on_time, late, undone and unsaid (done, on no day).
--              due_unknown: those of territories whose months are not all reported, in no other column. part all:
--              every unit, subject empty; owner: the function; body: its kind, and body_unit_code its seat.
--              is_known: the months of the unit itself are reported, so that no row means none
with placed as (
    select t.*, m.body_kind, m.body_unit_code, w.territory_code as unit_code, k.unit_code is not null as is_counted
    from decisions_due t
    join reference.unit_within w on w.unit_code = t.territory_code
    left join meetings_at m on m.meeting_id = t.meeting_id
    left join reference.arrondissements a on a.code = t.territory_code
    left join window_known k
        on k.as_of = t.as_of and k.indicator = 'decisions_on_time'
        and k.unit_code = coalesce(a.commune_code, t.territory_code)
),
parted as (
    select *, 'owner' as part, owner_function as subject, '' as seat_code from placed
    union all
    select *, 'body', body_kind, body_unit_code from placed
    union all
    select *, 'all', '', '' from placed
),
wanted as (
    select d.as_of, u.unit_code, u.grain
    from days d cross join units u
    where u.grain in ('region', 'province') and u.unit_code in (select unit_code from figures_seen)
),
listed as (
    select w.as_of, w.unit_code, w.grain, 'all' as part, '' as subject, '' as seat_code from wanted w
    union
    select w.as_of, w.unit_code, w.grain, p.part, p.subject, p.seat_code
    from wanted w join parted p on p.as_of = w.as_of and p.unit_code = w.unit_code
)
select l.as_of, l.grain, l.part, l.subject, nullif(l.seat_code, '') as body_unit_code,
    count(p.decision_id) filter (where p.is_counted) as due,
    count(p.decision_id) filter (where p.is_counted and p.outcome = 'on_time') as on_time,
    count(p.decision_id) filter (where p.is_counted and p.outcome = 'late') as late,
    count(p.decision_id) filter (where p.is_counted and p.outcome = 'undone') as undone,
    count(p.decision_id) filter (where p.is_counted and p.outcome = 'unsaid') as unsaid,
    count(p.decision_id) filter (where not p.is_counted) as due_unknown,
    bool_or(k.unit_code is not null) as is_known, l.unit_code
from listed l
left join parted p
    on p.as_of = l.as_of and p.unit_code = l.unit_code and p.part = l.part
    and p.subject is not distinct from l.subject and p.seat_code is not distinct from l.seat_code
left join window_known k
    on k.as_of = l.as_of and k.indicator = 'decisions_on_time' and k.unit_code = l.unit_code
group by l.as_of, l.grain, l.part, l.subject, l.seat_code, l.unit_code
order by l.as_of, l.grain desc, l.part, due desc, l.subject, l.seat_code, l.unit_code
