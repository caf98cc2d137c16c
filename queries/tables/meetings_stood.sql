-- Where does each meeting stand on a day: planned, held, without an outcome; and its minutes?
--
-- Grain:       as_of, meeting_id (those only stored as held are there from the day they were held on)
-- Reads:       days, meetings_at, decisions_at, followup_method, unit_within, provinces
-- Parameters:
-- Units:       state: held (up to as-of), planned (its day is to come), unknown (the planned day has gone by
--              and nothing says what happened), postponed or cancelled (whatever the day: neither has one of
--              its own). A meeting held after as-of was planned on it. day_on: the day held, else the day
--              planned. minutes: filed (up to as-of), late (no filing is reported and its days are over),
--              not_due; null where not held, and of national bodies, which file elsewhere. minutes_due_on:
--              the day held plus the days assumed. decisions: those stored of a meeting held, 0 when none is;
--              null elsewhere. Persons are published counts, offices exact (published
--              where fewer than 10 persons were there, whom they would tell), null when not reported.
--              province_code: of the body's seat, else of the host; null above.
with provinces as (
    select w.unit_code, w.territory_code as province_code
    from reference.unit_within w join reference.provinces p on p.code = w.territory_code
),
dated as (
    select d.as_of, m.*, m.status = 'held' and m.held_on <= d.as_of as is_held,
        m.status = 'held' and m.held_on <= d.as_of and m.attendees_total between 1 and 9 as is_few,
        coalesce(m.planned_on, m.key_on) as plan_on
    from days d
    join meetings_at m on m.held_on is null or m.held_on <= d.as_of or m.planned_on is not null
),
stood as (
    select *, case when is_held then 'held'
            when status in ('postponed', 'cancelled') then status
            when plan_on < as_of then 'unknown' else 'planned' end as state,
        case when is_held then held_on else plan_on end as day_on
    from dated
),
decided as (
    select meeting_id, count(*) as decisions from decisions_at group by meeting_id
)
select s.as_of, s.meeting_id, s.kind, s.body_kind, s.body_unit_code, s.structure_label, s.structure_id,
    coalesce(p.province_code, h.province_code) as province_code, s.state, s.day_on, s.planned_on,
    case when s.is_held then s.held_on end as held_on, s.host_territory_code,
    case when s.is_held then published(s.attendees_total) end as attendees_total,
    case when s.is_held then published(s.attendees_women) end as attendees_women,
    case when s.is_few then published(s.attendees_parliamentarians) when s.is_held then s.attendees_parliamentarians end
        as attendees_parliamentarians,
    case when s.is_few then published(s.attendees_provincial_secretaries) when s.is_held then s.attendees_provincial_secretaries end
        as attendees_provincial_secretaries,
    case when s.is_few then published(s.attendees_regional_secretariat) when s.is_held then s.attendees_regional_secretariat end
        as attendees_regional_secretariat,
    case when s.is_few then published(s.attendees_council_presidents) when s.is_held then s.attendees_council_presidents end
        as attendees_council_presidents,
    case when s.is_held then coalesce(c.decisions, 0) end as decisions,
    case when not s.is_held or s.body_unit_code = 'MA' then null
        when s.minutes_filed_on <= s.as_of then 'filed'
        when s.held_on + k.minutes_days::integer < s.as_of then 'late' else 'not_due' end as minutes,
    case when s.is_held and s.minutes_filed_on <= s.as_of then s.minutes_filed_on end as minutes_filed_on,
    case when s.is_held and s.body_unit_code <> 'MA' then s.held_on + k.minutes_days::integer end
        as minutes_due_on,
    s.key_on, s.last_batch_no
from stood s
cross join reference.followup_method k
left join provinces p on p.unit_code = s.body_unit_code
left join provinces h on h.unit_code = s.host_territory_code
left join decided c on c.meeting_id = s.meeting_id
