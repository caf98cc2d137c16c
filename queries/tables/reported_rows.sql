-- What was last reported of candidacies, polling stations and registered voters, unit by unit?
--
-- Grain:       as_of, profile (empty for the electorate, which needs no election), indicator, unit_code: only
--              rows that say something of the indicator
-- Reads:       days, elections_of_days, candidacies_at, seats_at, polling_coverage_at, electorate_at,
--              constituencies, extents
-- Parameters:
-- Units:       numerator / denominator: seats, files, stations, persons of 18 and over; both null where the
--              row says that there is nothing to measure (is_none). Of each unit the row counted last on or
--              before as-of counts. Given seats override those of the reference. less_: of a difference of
--              two shares (registration_gap, women less men), what is taken away; else null.
with asked as (
    select as_of, profile, election_id from elections_of_days where facts_on = as_of
),
named as (
    select a.as_of, a.profile, c.*,
        row_number() over (partition by a.as_of, a.profile, c.unit_code order by c.counted_on desc) as place
    from asked a join candidacies_at c on c.election_id = a.election_id and c.counted_on <= a.as_of
),
seated as (
    select n.*, coalesce(s.seats, try_cast(k.seats as bigint)) as seats, s.seats_reserved_women
    from named n
    left join seats_at s on s.election_id = n.election_id and s.unit_code = n.unit_code
    left join reference.constituencies k on k.id = n.unit_code
    where n.place = 1
),
posted as (
    select a.as_of, a.profile, p.*,
        row_number() over (partition by a.as_of, a.profile, p.territory_code order by p.counted_on desc)
            as place
    from asked a join polling_coverage_at p on p.election_id = a.election_id and p.counted_on <= a.as_of
),
rolls as (
    select d.as_of, e.*,
        row_number() over (partition by d.as_of, e.territory_code order by e.counted_on desc) as place
    from days d join electorate_at e on e.counted_on <= d.as_of
),
sized as (
    select r.*, x.adults, x.women, x.men
    from rolls r join extents x on x.unit_code = r.territory_code
    where r.place = 1
),
said as (
    select as_of, profile, 'seats_covered' as indicator, unit_code, counted_on,
        seats_covered::double as numerator, seats::double as denominator,
        null::double as less_numerator, null::double as less_denominator
    from seated
    union all
    select as_of, profile, 'women_seats_covered', unit_code, counted_on,
        seats_reserved_women_covered::double, seats_reserved_women::double, null, null
    from seated
    union all
    select as_of, profile, 'files_complete', unit_code, counted_on, files_complete::double,
        files_expected::double, null, null
    from seated
    union all
    select as_of, profile, 'finance_agent', unit_code, counted_on, finance_agent_named::integer::double, 1,
        null, null
    from seated
    union all
    select as_of, profile, 'stations_covered', territory_code, counted_on, agents_assigned::double,
        stations::double, null, null
    from posted where place = 1
    union all
    select as_of, profile, 'representatives_trained', territory_code, counted_on, agents_trained::double,
        stations::double, null, null
    from posted where place = 1
    union all
    select as_of, '', 'registration_rate', territory_code, counted_on, registered::double, adults,
        null, null
    from sized
    union all
    select as_of, '', 'registration_gap', territory_code, counted_on,
        case when men > 0 and registered is not null then registered_women::double end, women,
        (registered - registered_women)::double, men
    from sized
)
select as_of, profile, indicator, unit_code, counted_on, denominator = 0 as is_none,
    case when denominator > 0 then numerator end as numerator,
    case when denominator > 0 then denominator end as denominator,
    case when denominator > 0 then less_numerator end as less_numerator,
    case when denominator > 0 then less_denominator end as less_denominator
from said
where denominator = 0 or (denominator > 0 and numerator is not null)
