-- Were requests to sectors answered, and was advocacy fed back, province by province?
--
-- Grain:       as_of, indicator, unit_code (province, region)
-- Reads:       days, units, unit_within, window_known, liaison_requests_at, advocacy_items_at, method
-- Parameters:
-- Units:       shares 0..1 as numerator and denominator. liaison_answered: answered within 60 days of those
--              opened 60 to 425 days ago; advocacy_fed_back: fed back of the needs 180 to 545 days old
with above as (
    select d.as_of, u.unit_code
    from days d cross join units u
    where u.grain in ('province', 'region')
),
due as (
    select d.as_of, 'liaison_answered' as indicator, r.territory_code,
        r.answered_on <= r.opened_on + m.liaison_days::integer and r.answered_on <= d.as_of as is_met
    from days d
    cross join reference.method m
    join liaison_requests_at r
        on r.opened_on between d.as_of - (m.liaison_days + 365)::integer and d.as_of - m.liaison_days::integer
    union all
    select d.as_of, 'advocacy_fed_back', a.territory_code, a.fed_back_on <= d.as_of
    from days d
    cross join reference.method m
    join advocacy_items_at a
        on a.need_on between d.as_of - (m.advocacy_days + 365)::integer and d.as_of - m.advocacy_days::integer
),
counted as (
    select e.as_of, e.indicator, w.territory_code as unit_code, count(*) as due,
        count(*) filter (where e.is_met) as met
    from due e join reference.unit_within w on w.unit_code = e.territory_code
    group by e.as_of, e.indicator, w.territory_code
),
listed as (
    select unnest(['liaison_answered', 'advocacy_fed_back']) as indicator
)
select a.as_of, l.indicator, a.unit_code, k.unit_code is not null as is_known,
    k.unit_code is null or c.due is not null as is_applicable,
    coalesce(c.met, 0)::double as numerator, coalesce(c.due, 0)::double as denominator,
    null::bigint as members_known, null::bigint as members_all, k.last_on as fact_on
from above a
cross join listed l
left join window_known k on k.as_of = a.as_of and k.indicator = l.indicator and k.unit_code = a.unit_code
left join counted c on c.as_of = a.as_of and c.indicator = l.indicator and c.unit_code = a.unit_code
