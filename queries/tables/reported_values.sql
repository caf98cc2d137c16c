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
inside as (
    select s.*, w.territory_code as above_code
    from sources s
    join within w on w.unit_code = s.unit_code
    join units u on u.unit_code = w.territory_code
),
nested as (
    select distinct i.as_of, i.profile, i.indicator, i.above_code, i.unit_code
    from inside i
    join within w on w.unit_code = i.unit_code
    join inside o
        on o.unit_code = w.territory_code and o.as_of = i.as_of and o.indicator = i.indicator
        and o.profile = i.profile and o.above_code = i.above_code and o.layer = i.layer
),
topmost as (
    select i.*
    from inside i
    anti join nested n
        on n.as_of = i.as_of and n.indicator = i.indicator and n.above_code = i.above_code
        and n.unit_code = i.unit_code and n.profile = i.profile
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
placed as (
    select a.*, u.unit_code, u.grain, x.adults as unit_adults, x.leaves as unit_leaves,
        a.is_hidden or (a.pillar = 'candidacies' and a.profile = 'arrondissement'
            and not x.holds_arrondissement) as is_nothing
    from asked a
    join units u on a.profile = '' or u.profile in ('', a.profile)
    join extents x on x.unit_code = u.unit_code
),
chosen as (
    select p.*,
        case when p.is_nothing then 'none'
             when o.unit_code is not null
                 and not coalesce(b.is_whole and b.newest_on > o.counted_on, false) then 'own'
             when b.is_said then 'below' when l.unit_code is not null then 'larger'
             else 'unknown' end as taken,
        o as own, b as below, l as larger
    from placed p
    left join sources o
        on o.as_of = p.as_of and o.indicator = p.indicator and o.unit_code = p.unit_code
        and o.profile = p.profile
    left join below b
        on b.as_of = p.as_of and b.indicator = p.indicator and b.unit_code = p.unit_code
        and b.profile = p.profile
    left join larger l
        on l.as_of = p.as_of and l.indicator = p.indicator and l.unit_code = p.unit_code
        and l.profile = p.profile
),
taken as (
    select as_of, profile, indicator, unit_code, grain, taken,
        case taken when 'own' then own.numerator when 'below' then below.numerator
            when 'larger' then larger.numerator end as numerator,
        case taken when 'own' then own.denominator when 'below' then below.denominator
            when 'larger' then larger.denominator end as denominator,
        case taken when 'own' then own.less_numerator when 'below' then below.less_numerator
            when 'larger' then larger.less_numerator end as less_numerator,
        case taken when 'own' then own.less_denominator when 'below' then below.less_denominator
            when 'larger' then larger.less_denominator end as less_denominator,
        case taken when 'own' then own.adults when 'below' then below.adults
            when 'larger' then larger.adults end as adults,
        case taken when 'own' then own.urban_adults when 'below' then below.urban_adults
            when 'larger' then larger.urban_adults end as urban_adults,
        case taken when 'own' then own.single_adults when 'below' then below.single_adults
            when 'larger' then larger.single_adults end as single_adults,
        case taken when 'own' then own.counted_on when 'below' then below.counted_on
            when 'larger' then larger.counted_on end as fact_on,
        case taken when 'own' then own.freshness when 'below' then below.freshness
            when 'larger' then larger.freshness end as freshness,
        case when taken = 'below' and grain <> 'commune' then below.reach_share else 1 end as reach_share,
        coalesce(taken = 'below' and below.reach_share < 1 - 1e-9, false) as is_partial
    from chosen
    where taken <> 'unknown'
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
