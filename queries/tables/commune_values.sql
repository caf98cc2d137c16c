-- What is the value of each indicator in each commune and arrondissement?
--
-- Grain:       as_of, indicator, unit_code
-- Reads:       days, units, coverage, body_units, body_meetings, window_known, events_due,
--              unit_within, people, indicators
-- Parameters:
-- Units:       numerator / denominator, shares 0..1 (members: per 1,000 adults); null where unknown or
--              not applicable. fact_on: the day the newest fact behind it is true for. freshness 0..1:
--              1 up to the rhythm of the indicator, 0 at four times it. cap_share: share covered.
with meetings as (
    select u.as_of, u.unit_code, count(*) as bodies,
        count(*) filter (where m.has_met) as met,
        bool_and(m.is_known) as is_known, min(m.fact_on) as fact_on
    from body_units u
    join body_meetings m on m.as_of = u.as_of and m.structure_id = u.structure_id
    group by u.as_of, u.unit_code
),
recent as (
    select c.as_of, c.unit_code,
        c.is_known and (c.founded = 0 or coalesce(m.is_known, false)) as is_known,
        coalesce(m.met, 0)::double as numerator, coalesce(m.bodies, 0)::double as denominator,
        case when c.founded = 0 then greatest(c.fact_on, w.last_on) else m.fact_on end as fact_on
    from coverage c
    left join meetings m on m.as_of = c.as_of and m.unit_code = c.unit_code
    left join window_known w
        on w.as_of = c.as_of and w.unit_code = c.unit_code and w.indicator = 'recent_meeting'
),
leaves as (
    select d.as_of, u.unit_code, u.adults from days d cross join units u
    where u.grain in ('commune', 'arrondissement')
),
due as (
    select t.as_of, t.indicator, w.territory_code as unit_code, sum(t.due) as due, sum(t.done) as done
    from events_due t join reference.unit_within w on w.unit_code = t.territory_code
    where w.territory_code in (select unit_code from units where grain in ('commune', 'arrondissement'))
    group by t.as_of, t.indicator, w.territory_code
),
events as (
    select unnest(['decisions_on_time', 'constraints_closed']) as indicator
),
counted as (
    select l.as_of, e.indicator, l.unit_code, w.unit_code is not null as is_known,
        coalesce(t.done, 0)::double as numerator, coalesce(t.due, 0)::double as denominator,
        w.last_on as fact_on
    from leaves l
    cross join events e
    left join window_known w
        on w.as_of = l.as_of and w.unit_code = l.unit_code and w.indicator = e.indicator
    left join due t on t.as_of = l.as_of and t.unit_code = l.unit_code and t.indicator = e.indicator
),
joined as (
    select as_of, 'secretariat' as indicator, unit_code, is_known, true as is_applicable,
        secretariat as numerator, 1.0 as denominator, covered_share as cap_share, false as is_masked,
        false as is_partial, fact_on
    from coverage
    union all
    select as_of, 'mandate_current', unit_code, is_known, true, in_term::double, founded::double, null,
        false, false, fact_on
    from coverage
    union all
    select as_of, 'agenda_late', unit_code, is_known, true, agenda_late, 1.0, null, false, false, fact_on
    from coverage
    union all
    select as_of, 'recent_meeting', unit_code, is_known, true, numerator, denominator, null, false, false,
        fact_on
    from recent
    union all
    select as_of, indicator, unit_code, is_known, not (is_known and denominator = 0),
        numerator, denominator, null, false, false, fact_on
    from counted
    union all
    select l.as_of, 'members_per_1000', l.unit_code, p.members is not null, true,
        p.members::double * 1000, l.adults, null, coalesce(p.is_masked, false),
        coalesce(p.parts < p.parts_of, false), p.fact_on
    from leaves l
    left join people p on p.as_of = l.as_of and p.unit_code = l.unit_code
)
select j.as_of, j.indicator, j.unit_code, j.is_known and j.is_applicable as is_known, j.is_applicable,
    case when j.is_known and j.is_applicable then j.numerator end as numerator,
    case when j.is_known and j.is_applicable then j.denominator end as denominator,
    case when j.is_known and j.is_applicable
        then coalesce(j.numerator / nullif(j.denominator, 0), 0) end as value,
    case when j.is_known then j.cap_share end as cap_share,
    j.is_masked, j.is_partial,
    case when j.is_known then least(j.as_of, j.fact_on) end as fact_on,
    case when j.is_known and j.is_applicable then greatest(0, least(1,
        (4 * i.rhythm_days - greatest(0, j.as_of - j.fact_on)) / (3.0 * i.rhythm_days)))::double end
        as freshness
from joined j join reference.indicators i on i.id = j.indicator
