-- Which province last hosted a regional meeting, and which comes next?
--
-- Grain:       as_of, unit_code (provinces); by code
-- Reads:       days, units, meetings_at, window_known, scores, unit_within, regions, figures_seen
-- Parameters:
-- Units:       held and planned meetings of bodies seated on the region, by the province they are hosted
--              in. last_hosted_on: the newest stored, null when none is: that is no «never».
--              state: hosted (in the last 12 months), not_hosted (none in them, and the indicator
--              rotation is known), unknown (the months are not reported). next_on: the first hosting
--              planned ahead. next_rank: 1 is the next suggested host, among provinces known with
--              nothing planned: none stored first, then the oldest day, then the lower end
--              of the score, then the code; null elsewhere. low: 0..100.
with provinces as (
    select d.as_of, u.unit_code, u.region_code
    from days d cross join units u
    where u.grain = 'province'
),
regional as (
    select w.territory_code as unit_code, m.status, m.held_on, m.planned_on
    from meetings_at m
    join reference.unit_within w on w.unit_code = m.host_territory_code
    where m.body_unit_code in (select code from reference.regions)
),
hosted as (
    select p.as_of, p.unit_code, max(r.held_on) as last_hosted_on
    from provinces p
    join regional r on r.unit_code = p.unit_code and r.status = 'held' and r.held_on <= p.as_of
    group by p.as_of, p.unit_code
),
planned as (
    select p.as_of, p.unit_code, min(r.planned_on) as next_on
    from provinces p
    join regional r on r.unit_code = p.unit_code and r.planned_on >= p.as_of
    where (r.status = 'planned' and r.held_on is null) or r.held_on > p.as_of
    group by p.as_of, p.unit_code
),
stood as (
    select p.as_of, p.unit_code, h.last_hosted_on, n.next_on, s.low,
        case when h.last_hosted_on > p.as_of - interval 12 month then 'hosted'
             when w.last_on is not null then 'not_hosted'
             else 'unknown' end as state
    from provinces p
    left join hosted h on h.as_of = p.as_of and h.unit_code = p.unit_code
    left join planned n on n.as_of = p.as_of and n.unit_code = p.unit_code
    left join window_known w
        on w.as_of = p.as_of and w.indicator = 'rotation' and w.unit_code = p.region_code
    left join scores s on s.as_of = p.as_of and s.unit_code = p.unit_code
)
select as_of, state, last_hosted_on, next_on, low,
    case when state <> 'unknown' and next_on is null then row_number() over (
        partition by as_of, state <> 'unknown' and next_on is null
        order by last_hosted_on nulls first, low nulls last, unit_code
    ) end as next_rank, unit_code
from stood
-- Turns are given before what may not be seen is left out: a reader of one province is not always first.
qualify unit_code in (select unit_code from figures_seen)
order by as_of, unit_code
