-- Where does each request to a sector stand on a day?
--
-- Grain:       as_of, request_id (opened up to as-of)
-- Reads:       days, liaison_requests_at, unit_within, provinces, method
-- Parameters:
-- Units:       state: answered (up to as-of), closed (closed with no day of answer), else open or forwarded.
--              answer_days from opening to answer, waiting_days up to as-of, null elsewhere. is_late: waiting
--              longer than the days in which the indicator expects an answer. province_code null for the region's own
with provinces as (
    select w.unit_code, w.territory_code as province_code
    from reference.unit_within w join reference.provinces p on p.code = w.territory_code
),
stood as (
    select d.as_of, r.*, case when r.answered_on <= d.as_of then 'answered'
            when r.status = 'closed' and r.answered_on is null then 'closed'
            when r.status = 'forwarded' then 'forwarded' else 'open' end as state
    from days d join liaison_requests_at r on r.opened_on <= d.as_of
)
select s.as_of, s.request_id, s.sector_code, s.territory_code, p.province_code, s.opened_on, s.number, s.channel,
    s.summary, s.state, case when s.state = 'answered' then s.answered_on end as answered_on,
    case when s.state = 'answered' then s.answered_on - s.opened_on end as answer_days,
    case when s.state in ('open', 'forwarded') then s.as_of - s.opened_on end as waiting_days,
    s.state in ('open', 'forwarded') and s.as_of - s.opened_on > m.liaison_days as is_late, s.last_batch_no
from stood s
cross join reference.method m
left join provinces p on p.unit_code = s.territory_code
