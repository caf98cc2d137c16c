-- Where does each constraint stand on a day, and who must answer it?
--
-- Grain:       as_of, constraint_id (raised up to as-of)
-- Reads:       days, constraint_reports_at, constraint_levels, unit_within, provinces
-- Parameters:
-- Units:       state: open, in_progress, closed (up to as-of), dropped (whatever the day, as in the
--              indicators). age_days of those open or in progress, taken_days of those closed; null
--              elsewhere. due_day: the one stored, else (is_due_assumed) raised_on plus the days of the level
--              that must answer; null where neither is known. overdue_days from 1 on, 0 when not overdue,
--              null when not open or no day is known. escalates_to: the level above, once overdue; null
--              where none is above. province_code null for the region's own.
with provinces as (
    select w.unit_code, w.territory_code as province_code
    from reference.unit_within w join reference.provinces p on p.code = w.territory_code
),
stood as (
    select d.as_of, c.*, case when c.status = 'dropped' then 'dropped'
            when c.status = 'closed' and coalesce(c.closed_on <= d.as_of, true) then 'closed'
            when c.status = 'in_progress' then 'in_progress' else 'open' end as state,
        coalesce(c.due_on, c.raised_on + l.default_days::integer) as due_day, l.next_level
    from days d
    join constraint_reports_at c on c.raised_on <= d.as_of
    left join reference.constraint_levels l on l.level = c.answer_level
)
select s.as_of, s.constraint_id, s.raised_on, s.territory_code, p.province_code, s.category, s.number,
    s.summary, s.severity, s.answer_level, s.owner_function, s.due_on, s.pillar, s.state,
    case when s.state = 'closed' then s.closed_on end as closed_on,
    case when s.state in ('open', 'in_progress') then s.as_of - s.raised_on end as age_days,
    case when s.state = 'closed' then s.closed_on - s.raised_on end as taken_days,
    s.due_day, s.due_on is null and s.due_day is not null as is_due_assumed,
    case when s.state in ('open', 'in_progress') and s.due_day is not null
        then greatest(0, s.as_of - s.due_day) end as overdue_days,
    case when s.state in ('open', 'in_progress') and s.due_day < s.as_of then s.next_level end
        as escalates_to,
    s.last_batch_no
from stood s
left join provinces p on p.unit_code = s.territory_code
