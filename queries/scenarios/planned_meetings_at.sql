-- Which meetings would there be if the planned actions were done today?
--
-- Grain:       meeting_id
-- Reads:       meetings_at, days, body_units, planned_actions
-- Parameters:
-- Units:       as in meetings_at, which this takes the place of: a meeting held today by the body that is
--              founded, and by each that is renewed or asked to meet
with meeting as (
    select d.as_of, p.unit_code as seat_code
    from days d join planned_actions p on p.action = 'hold_founding'
    union
    select u.as_of, u.seat_code
    from body_units u
    join planned_actions p on p.unit_code = u.unit_code and p.action in ('renew', 'hold_meeting')
    where u.is_alive and u.is_founded
)
select * from meetings_at
union all by name
select 'planned.' || seat_code as meeting_id, 'local_secretariat' as body_kind, seat_code as body_unit_code,
    'held' as status, as_of as held_on
from meeting
