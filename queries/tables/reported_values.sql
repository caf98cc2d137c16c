-- What do reported candidacies, polling stations and registered voters say of each territory?
--
-- Grain:       as_of, profile (empty for the electorate), indicator, unit_code: those of which something is said
-- Reads:       units, extents, unit_within, reported_rows, elections_of_days, days, indicators_used, pillar_weights_used,
--              method
-- Parameters:  $sees_candidacies  boolean, whether the reader may see candidacies before nominations close
-- Units:       shares, null where unknown or not applicable. A unit's own row counts; else the rows inside it
--              (the topmost of each layer, k by adults; they also win when they reach all of it and are all
--              newer); else the smallest larger unit's, inherited, with the floor and target of that unit.
--              fact_on: the day counted, of rows inside the oldest; freshness 0..1, of rows inside the mean by
--              adults.
with asked as (
    select e.as_of, e.profile, i.id as indicator, i.pillar,
        case when i.pillar = 'polling' and e.polling_on - e.as_of between 0 and m.polling_near_days
            then m.polling_near_rhythm_days else i.rhythm_days end as rhythm_days,
        i.pillar = 'candidacies' and not $sees_candidacies::boolean and e.is_confidential as is_hidden
    from elections_of_days e
    cross join reference.method m
    join indicators_used i on i.pillar in ('candidacies', 'polling')
    where e.facts_on = e.as_of
      and i.pillar in (select pillar from pillar_weights_used where profile = e.profile)
    union all
    select d.as_of, '', i.id, i.pillar, i.rhythm_days, false
    from days d join indicators_used i on i.pillar = 'electorate'
),
sources as (
    select r.*, x.layer, x.adults, x.leaves, x.urban_share * x.adults as urban_adults,
        x.single_share * x.adults as single_adults,
        greatest(0, least(1, (4 * a.rhythm_days - greatest(0, r.as_of - r.counted_on))
            / (3.0 * a.rhythm_days)))::double as freshness
    from reported_rows r
    join extents x on x.unit_code = r.unit_code
    join asked a on a.as_of = r.as_of and a.profile = r.profile and a.indicator = r.indicator
),
within as (
    select unit_code, territory_code from reference.unit_within where unit_code <> territory_code
),
-- Materialized step by step, so that a row meets those above it in its layer, never all of a layer.
laid as materialized (
    select w.unit_code, w.territory_code, x.layer
    from within w join extents x on x.unit_code = w.unit_code
),
alike as materialized (
    select l.unit_code, l.territory_code
    from laid l join extents x on x.unit_code = l.territory_code and x.layer = l.layer
),
nested as (
    select distinct i.as_of, i.profile, i.indicator, i.unit_code, w.territory_code as above_code
    from sources i
    join alike a on a.unit_code = i.unit_code
    join sources o
        on o.unit_code = a.territory_code and o.as_of = i.as_of and o.profile = i.profile
        and o.indicator = i.indicator
    join within w on w.unit_code = o.unit_code
),
topmost as (
    select s.*, w.territory_code as above_code
    from sources s
    join within w on w.unit_code = s.unit_code
    join units u on u.unit_code = w.territory_code
    -- No anti join: DuckDB takes tables made in the same transaction for empty and would turn it round.
    where (s.as_of, s.profile, s.indicator, s.unit_code, w.territory_code) not in (
        select as_of, profile, indicator, unit_code, above_code from nested
    )
),
layered as (
    select as_of, profile, indicator, above_code, layer, sum(numerator) as numerator,
        sum(denominator) as denominator, sum(less_numerator) as less_numerator,
        sum(less_denominator) as less_denominator,
        coalesce(sum(adults) filter (where not is_none), 0) as adults_known,
        coalesce(sum(adults) filter (where is_none), 0) as adults_none,
        coalesce(sum(adults * freshness) filter (where not is_none), 0) as fresh_adults,
        sum(leaves) as leaves, min(counted_on) as counted_on, max(counted_on) as newest_on,
        sum(urban_adults) filter (where not is_none) as urban_adults,
        sum(single_adults) filter (where not is_none) as single_adults
    from topmost
    group by as_of, profile, indicator, above_code, layer
),
below as (
    select l.as_of, l.profile, l.indicator, l.above_code as unit_code, sum(l.numerator) as numerator,
        sum(l.denominator) as denominator, sum(l.less_numerator) as less_numerator,
        sum(l.less_denominator) as less_denominator,
        avg(least(1, l.adults_known / nullif(x.adults - l.adults_none, 0)))
            filter (where l.adults_known > 0) as reach_share,
        sum(l.fresh_adults) / nullif(sum(l.adults_known), 0) as freshness,
        sum(l.adults_known) as adults, sum(l.urban_adults) as urban_adults,
        sum(l.single_adults) as single_adults, min(l.counted_on) as counted_on,
        min(l.newest_on) as newest_on, bool_and(l.leaves >= x.leaves) as is_whole,
        bool_or(l.adults_known > 0) or bool_or(l.leaves >= x.leaves) as is_said
    from layered l join extents x on x.unit_code = l.above_code
    group by l.as_of, l.profile, l.indicator, l.above_code
),
ranked as (
    select s.*, w.unit_code as below_code,
        rank() over (partition by s.as_of, s.profile, s.indicator, w.unit_code order by s.adults) as place
    from sources s
    join within w on w.territory_code = s.unit_code
    join units u on u.unit_code = w.unit_code
),
larger as (
    select as_of, profile, indicator, below_code as unit_code, sum(numerator) as numerator,
        sum(denominator) as denominator, sum(less_numerator) as less_numerator,
        sum(less_denominator) as less_denominator, any_value(adults) as adults,
        any_value(urban_adults) as urban_adults, any_value(single_adults) as single_adults,
        min(counted_on) as counted_on, min(freshness) as freshness
    from ranked
    where place = 1
    group by as_of, profile, indicator, below_code
),
offers as (
    select as_of, profile, indicator, unit_code, counted_on as own_on, null::date as whole_on,
        false as is_below, false as is_larger
    from sources
    union all
    select as_of, profile, indicator, unit_code, null, case when is_whole then newest_on end, is_said, false
    from below
    union all
    select as_of, profile, indicator, unit_code, null, null, false, true from larger
),
chosen as (
    select as_of, profile, indicator, unit_code,
        case when max(own_on) is not null and not coalesce(max(whole_on) > max(own_on), false) then 'own'
             when bool_or(is_below) then 'below' when bool_or(is_larger) then 'larger' end as taken
    from offers
    group by as_of, profile, indicator, unit_code
),
found as (
    select c.as_of, c.profile, c.indicator, c.unit_code, c.taken, s.numerator, s.denominator, s.less_numerator,
        s.less_denominator, s.adults, s.urban_adults, s.single_adults, s.counted_on, s.freshness,
        1.0::double as reach_share
    from chosen c
    join sources s
        on s.as_of = c.as_of and s.profile = c.profile and s.indicator = c.indicator and s.unit_code = c.unit_code
    where c.taken = 'own'
    union all
    select c.as_of, c.profile, c.indicator, c.unit_code, c.taken, b.numerator, b.denominator, b.less_numerator,
        b.less_denominator, b.adults, b.urban_adults, b.single_adults, b.counted_on, b.freshness, b.reach_share
    from chosen c
    join below b
        on b.as_of = c.as_of and b.profile = c.profile and b.indicator = c.indicator and b.unit_code = c.unit_code
    where c.taken = 'below'
    union all
    select c.as_of, c.profile, c.indicator, c.unit_code, c.taken, l.numerator, l.denominator, l.less_numerator,
        l.less_denominator, l.adults, l.urban_adults, l.single_adults, l.counted_on, l.freshness, 1.0
    from chosen c
    join larger l
        on l.as_of = c.as_of and l.profile = c.profile and l.indicator = c.indicator and l.unit_code = c.unit_code
    where c.taken = 'larger'
),
grounds as (
    select a.as_of, a.profile, a.indicator, a.is_hidden,
        a.pillar = 'candidacies' and a.profile = 'arrondissement' as needs_arrondissement
    from asked a
),
taken as (
    select f.as_of, f.profile, f.indicator, f.unit_code, f.taken, f.numerator, f.denominator,
        f.less_numerator, f.less_denominator, f.adults, f.urban_adults, f.single_adults,
        f.counted_on as fact_on, f.freshness,
        case when f.taken = 'below' and u.grain <> 'commune' then f.reach_share else 1 end as reach_share,
        coalesce(f.taken = 'below' and f.reach_share < 1 - 1e-9, false) as is_partial
    from found f
    join grounds g on g.as_of = f.as_of and g.profile = f.profile and g.indicator = f.indicator
    join units u on u.unit_code = f.unit_code and (f.profile = '' or u.profile in ('', f.profile))
    join extents x on x.unit_code = f.unit_code
    where not g.is_hidden and (x.holds_arrondissement or not g.needs_arrondissement)
    union all
    select g.as_of, g.profile, g.indicator, u.unit_code, 'none', null, null, null, null, null, null, null,
        null, null, 1, false
    from grounds g
    join units u on g.profile = '' or u.profile in ('', g.profile)
    join extents x on x.unit_code = u.unit_code
    where g.is_hidden or (g.needs_arrondissement and not x.holds_arrondissement)
)
select t.as_of, t.profile, t.indicator, t.unit_code, t.taken = 'larger' as is_inherited,
    t.denominator is not null as is_applicable,
    t.numerator, t.denominator,
    t.numerator / t.denominator - coalesce(t.less_numerator / nullif(t.less_denominator, 0), 0) as value,
    case when t.denominator is not null then t.reach_share else 0 end as k, t.is_partial, t.fact_on,
    case when i.floor_urban is not null then (t.urban_adults * i.floor_urban
        + (t.adults - t.urban_adults) * i.floor_rural) / nullif(t.adults, 0) end as floor,
    case when i.target_urban is not null then (t.urban_adults * i.target_urban
            + (t.adults - t.urban_adults) * i.target_rural) / nullif(t.adults, 0)
         when t.indicator = 'seats_covered' and t.profile = 'communal'
            then (t.single_adults * least(m.uninominal_target, i.target_commune)
                + (t.adults - t.single_adults) * i.target_above) / nullif(t.adults, 0)
         end as target,
    case when t.denominator is not null then t.freshness end as freshness
from taken t
join indicators_used i on i.id = t.indicator
cross join reference.method m
