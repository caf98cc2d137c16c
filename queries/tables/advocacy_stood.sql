-- How far has each need been carried on a day, and how many days did each step take?
--
-- Grain:       as_of, item_id (needs up to as-of)
-- Reads:       days, advocacy_items_at, unit_within, provinces
-- Parameters:
-- Units:       days after as-of are not counted. step: the furthest reached: need, parliamentarian, ministry,
--              answered, fed_back. step_on: its day; waiting_days since then, null once fed back. mp_days,
--              ministry_days, answer_days, fed_back_days: days from the step before, null where either day
--              is unknown or they stand the wrong way round. outcome only once answered.
--              province_code null for the region's own
with provinces as (
    select w.unit_code, w.territory_code as province_code
    from reference.unit_within w join reference.provinces p on p.code = w.territory_code
),
clipped as (
    select d.as_of, a.* replace (
        case when a.mp_on <= d.as_of then a.mp_on end as mp_on,
        case when a.ministry_on <= d.as_of then a.ministry_on end as ministry_on,
        case when a.answered_on <= d.as_of then a.answered_on end as answered_on,
        case when a.fed_back_on <= d.as_of then a.fed_back_on end as fed_back_on
    )
    from days d join advocacy_items_at a on a.need_on <= d.as_of
)
select c.as_of, c.item_id, c.territory_code, p.province_code, c.sector_code, c.need_on, c.number, c.summary,
    c.mp_on, c.channel, c.ministry_on, c.answered_on, c.fed_back_on,
    case when c.answered_on is not null then c.outcome end as outcome,
    case when c.fed_back_on is not null then 'fed_back' when c.answered_on is not null then 'answered'
        when c.ministry_on is not null then 'ministry' when c.mp_on is not null then 'parliamentarian'
        else 'need' end as step,
    coalesce(c.fed_back_on, c.answered_on, c.ministry_on, c.mp_on, c.need_on) as step_on,
    case when c.fed_back_on is null
        then c.as_of - coalesce(c.answered_on, c.ministry_on, c.mp_on, c.need_on) end as waiting_days,
    case when c.mp_on >= c.need_on then c.mp_on - c.need_on end as mp_days,
    case when c.ministry_on >= c.mp_on then c.ministry_on - c.mp_on end as ministry_days,
    case when c.answered_on >= c.ministry_on then c.answered_on - c.ministry_on end as answer_days,
    case when c.fed_back_on >= c.answered_on then c.fed_back_on - c.answered_on end as fed_back_days,
    c.last_batch_no
from clipped c
left join provinces p on p.unit_code = c.territory_code
