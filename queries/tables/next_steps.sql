-- What is the next step of each commune and arrondissement?
--
-- Grain:       as_of, unit_code
-- Reads:       coverage, body_units, bodies, commune_values, arrondissements
-- Parameters:
-- Units:       code: send_return (its structures are unknown, or the meetings or members of a body in
--              term are), set_new_date, hold_founding, prepare_founding, programme_founding, renew,
--              hold_meeting, none. step_on: the date the step is about, null when there is none. Fès, partly
--              covered or with nothing due, takes the most urgent step of its arrondissements.
with bodies_of as (
    select u.as_of, u.unit_code,
        bool_or(b.status = 'convened') as is_convened,
        max(b.planned_on) filter (where not b.is_founded) as planned_on,
        max(b.convened_on) filter (where b.status = 'convened') as convened_on,
        max(b.term_ends_on) filter (where b.is_founded) as term_ends_on
    from body_units u join bodies b on b.as_of = u.as_of and b.structure_id = u.structure_id
    where b.is_alive
    group by u.as_of, u.unit_code
),
facts as (
    select as_of, unit_code,
        bool_or(is_known) filter (where indicator = 'recent_meeting') as is_meeting_known,
        max(value) filter (where indicator = 'recent_meeting') as recent_meeting,
        bool_or(is_known) filter (where indicator = 'members_per_1000') as is_members_known
    from commune_values
    group by as_of, unit_code
),
joined as (
    select c.*, b.is_convened, b.planned_on, b.convened_on, b.term_ends_on, f.is_meeting_known,
        f.recent_meeting, f.is_members_known
    from coverage c
    left join bodies_of b on b.as_of = c.as_of and b.unit_code = c.unit_code
    join facts f on f.as_of = c.as_of and f.unit_code = c.unit_code
),
decided as (
    select *, case
        when not is_known then 'send_return'
        when covered_share = 0 and planned_on < as_of then 'set_new_date'
        when covered_share = 0 and is_convened then 'hold_founding'
        when covered_share = 0 and planned_on >= as_of then 'prepare_founding'
        when covered_share = 0 then 'programme_founding'
        when in_term = 0 then 'renew'
        when not is_meeting_known or not is_members_known then 'send_return'
        when recent_meeting = 0 then 'hold_meeting'
        else 'none' end as code
    from joined
),
stepped as (
    select as_of, unit_code, covered_share, code,
        case when code in ('set_new_date', 'prepare_founding') then planned_on
             when code = 'hold_founding' then coalesce(planned_on, convened_on)
             when code = 'renew' then term_ends_on end as step_on,
        list_position(['send_return', 'set_new_date', 'hold_founding', 'programme_founding',
            'prepare_founding', 'renew', 'hold_meeting', 'none'], code) as urgency
    from decided
),
parts as (
    select s.as_of, a.commune_code as unit_code, arg_min(s.code, s.urgency * 100 + a.position) as code,
        arg_min(struct_pack(step_on := s.step_on), s.urgency * 100 + a.position).step_on as step_on
    from stepped s
    join (
        select code, commune_code, row_number() over (order by code) as position
        from reference.arrondissements
    ) a on a.code = s.unit_code
    group by s.as_of, a.commune_code
)
select s.as_of, s.unit_code,
    case when s.code = 'none' or s.covered_share between 1e-9 and 1 - 1e-9
        then coalesce(p.code, s.code) else s.code end as code,
    case when p.code is not null and (s.code = 'none' or s.covered_share between 1e-9 and 1 - 1e-9)
        then p.step_on else s.step_on end as step_on
from stepped s
left join parts p on p.as_of = s.as_of and p.unit_code = s.unit_code
