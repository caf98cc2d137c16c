-- How ready is each territory on each day, between which bounds, and how reliable is the figure?
--
-- Grain:       as_of, profile, unit_code
-- Reads:       pillar_shares, units, warning_factors, elections_of_days, extents, classes, method
-- Parameters:
-- Units:       score, low, high, reliability 0..100; known_weight 0..1; score and classes are null when
--              not assessable (known weight under 0.60). class_no is the class of the score, class_low
--              and class_high those of the bounds, all after the caps; ranks and the home map order by
--              low. class_limited_by: the indicator whose cap lowered one of them;
--              cap_class: the highest class the caps allow, null without a cap. state: null, no_data,
--              not_assessable, not_applicable (no such election here: councils of arrondissements).
with sums as (
    select as_of, profile, unit_code,
        sum(factor * known) / (1 - sum(idle_w)) as exact_known,
        sum(factor * points) / (1 - sum(idle_w)) as exact_low,
        100 * (sum(live_w) - sum(factor * known)) / (1 - sum(idle_w)) as unknown,
        sum(factor * fresh_own) / (1 - sum(idle_w)) as own_weight,
        sum(factor * fresh_inherited) / (1 - sum(idle_w)) as inherited_weight,
        any_value(covered_share) as covered_share, any_value(seats_covered) as seats_covered,
        any_value(stations_covered) as stations_covered, min(true_on) as true_on
    from pillar_shares
    group by as_of, profile, unit_code
),
rules as (
    select m.*, l.*
    from reference.method m
    cross join (
        select max(low) filter (where class_no = 2) as low_2, max(low) filter (where class_no = 3) as low_3,
            max(low) filter (where class_no = 4) as low_4, max(low) filter (where class_no = 5) as low_5
        from reference.classes
    ) l
),
capped as (
    select s.*, u.grain, e.facts_on, r.low_2, r.low_3, r.low_4, r.low_5, e.election_id, e.polling_on,
        round(s.exact_known, 9) as known_weight, round(s.exact_low, 9) as low,
        round(s.exact_low + s.unknown, 9) as high,
        s.profile <> 'arrondissement' or x.holds_arrondissement as is_held,
        round(s.exact_known, 9) >= r.not_assessable_under as is_known_enough,
        round(s.exact_low / nullif(s.exact_known, 0), 9) as raw_score,
        s.own_weight + r.inherited_reliability * s.inherited_weight as fresh_weight,
        case when case when u.grain in ('commune', 'arrondissement') then s.covered_share = 0
            else s.covered_share < r.cap_covered_adults end then r.cap_class end as secretariat_cap,
        case when s.seats_covered < r.seats_cap_under
                and e.facts_on between e.nominations_close_on - r.seats_cap_days::integer and e.polling_on
            then r.seats_cap_class end as seats_cap,
        case when s.stations_covered < r.stations_cap_under
                and e.facts_on between e.polling_on - r.stations_cap_days::integer and e.polling_on
            then r.stations_cap_class end as stations_cap
    from sums s
    join elections_of_days e on e.as_of = s.as_of and e.profile = s.profile
    join extents x on x.unit_code = s.unit_code
    join units u on u.unit_code = s.unit_code
    cross join rules r
),
classed as (
    select *, is_held and is_known_enough as is_assessable,
        least(secretariat_cap, seats_cap, stations_cap) as cap_class,
        1 + (raw_score >= low_2)::integer + (raw_score >= low_3)::integer
            + (raw_score >= low_4)::integer + (raw_score >= low_5)::integer as score_class,
        1 + (low >= low_2)::integer + (low >= low_3)::integer
            + (low >= low_4)::integer + (low >= low_5)::integer as low_class,
        1 + (round(high, 6) >= low_2)::integer + (round(high, 6) >= low_3)::integer
            + (round(high, 6) >= low_4)::integer + (round(high, 6) >= low_5)::integer as high_class
    from capped
)
select c.as_of, c.grain, c.unit_code, c.profile, c.election_id, c.polling_on, c.facts_on,
    case when c.is_assessable then c.raw_score end as score,
    c.low, c.high, c.known_weight, c.is_assessable,
    case when c.is_assessable then least(c.score_class, c.cap_class) end as class_no,
    case when c.is_assessable then least(c.low_class, c.cap_class) end as class_low,
    case when c.is_assessable then least(c.high_class, c.cap_class) end as class_high,
    case when c.is_assessable and greatest(c.score_class, c.high_class) > c.cap_class then
        case c.cap_class when c.secretariat_cap then 'secretariat' when c.seats_cap then 'seats_covered'
            else 'stations_covered' end end as class_limited_by, c.cap_class,
    round(100 * c.fresh_weight * f.factor, 9) as reliability, f.warnings, c.true_on,
    case when not c.is_held then 'not_applicable' when c.known_weight = 0 then 'no_data'
        when not c.is_assessable then 'not_assessable' end as state
from classed c
join warning_factors f on f.as_of = c.facts_on and f.profile = c.profile and f.unit_code = c.unit_code
