-- How many days does each step of the chain take, and how many needs wait before it?
--
-- Grain:       as_of, unit_code (provinces and the region, each with what lies in it), step (parliamentarian,
--              ministry, answered, fed_back)
-- Reads:       days, units, advocacy_stood, unit_within, method, figures_seen
-- Parameters:
-- Units:       of the needs of the last 545 days. passed: those that took the step, or one after it; timed of
--              them: those whose days are known, median_days theirs, null where none is; waiting: those
--              that stand at the step before
with recent as (
    select s.*
    from advocacy_stood s cross join reference.method m
    where s.need_on >= s.as_of - (m.advocacy_days + 365)::integer
),
steps as (
    select * from (values (1, 'parliamentarian', 'need'), (2, 'ministry', 'parliamentarian'),
        (3, 'answered', 'ministry'), (4, 'fed_back', 'answered')) as listed(position, step, before)
),
taken as (
    select r.as_of, r.item_id, r.territory_code, t.step, r.step = t.before as is_waiting,
        list_position(['parliamentarian', 'ministry', 'answered', 'fed_back'], r.step) >= t.position as is_passed,
        case t.step when 'parliamentarian' then r.mp_days when 'ministry' then r.ministry_days
            when 'answered' then r.answer_days else r.fed_back_days end as days
    from recent r cross join steps t
)
select d.as_of, u.unit_code, t.step, count(*) filter (where k.is_passed) as passed,
    count(k.days) as timed, median(k.days)::double as median_days, count(*) filter (where k.is_waiting) as waiting
from days d
cross join units u
cross join steps t
left join reference.unit_within w on w.territory_code = u.unit_code
left join taken k on k.as_of = d.as_of and k.step = t.step and k.territory_code = w.unit_code
where u.grain in ('province', 'region') and u.unit_code in (select unit_code from figures_seen)
group by d.as_of, u.unit_code, t.step, t.position
order by d.as_of, u.unit_code, t.position
