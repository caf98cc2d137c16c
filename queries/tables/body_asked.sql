-- Which body is the agenda made for: its level, its days of meeting, and all that lies in its territory?
--
-- Grain:       as_of (one body)
-- Reads:       days, meetings_at
-- Parameters:  $body_kind  varchar, kind of the body, as structures.kind
--              $territory  varchar, code of the unit it sits on
-- Units:       last_held_on: the newest meeting held up to as-of, null when none is stored; next_on: the
--              first planned, or postponed to, from as-of on, null when none; unreported: meetings whose
--              planned day has gone by without an outcome. answer_level: who answers constraints there.
with own as (
    select d.as_of, m.status, m.planned_on, m.held_on
    from days d
    join meetings_at m on m.body_kind = $body_kind and m.body_unit_code = $territory
)
select d.as_of, $body_kind as body_kind, $territory as unit_code,
    case when $body_kind like 'regional%' then 'region' when $body_kind = 'local_secretariat' then 'commune'
         else 'province' end as answer_level,
    max(o.held_on) filter (where o.status = 'held' and o.held_on <= d.as_of) as last_held_on,
    min(coalesce(o.planned_on, o.held_on)) filter (
        where coalesce(o.planned_on, o.held_on) >= d.as_of and o.status <> 'cancelled'
          and (o.held_on is null or o.held_on > d.as_of)) as next_on,
    count(*) filter (where o.status = 'planned' and o.planned_on < d.as_of) as unreported
from days d
left join own o on o.as_of = d.as_of
group by d.as_of
