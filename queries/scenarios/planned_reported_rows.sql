-- What would be reported of candidacies and polling stations if the planned actions were done today?
--
-- Grain:       as_of, profile, indicator, unit_code
-- Reads:       reported_rows, planned_actions
-- Parameters:
-- Units:       as in reported_rows, which this takes the place of: seats, files, stations complete, where the
--              unit's own row says how many there are; those trained are all who are named
with done as (
    select unit_code,
        case action when 'cover_seats' then ['seats_covered', 'women_seats_covered']
            when 'complete_files' then ['files_complete'] when 'name_representatives' then ['stations_covered']
            else [] end as indicators,
        action = 'train_representatives' as is_training
    from planned_actions
),
completed as (
    select distinct unit_code, unnest(indicators) as indicator from done
),
named as (
    select r.as_of, r.profile, r.unit_code,
        case when c.unit_code is null then r.numerator else greatest(r.numerator, r.denominator) end
            as numerator
    from reported_rows r
    left join completed c on c.unit_code = r.unit_code and c.indicator = r.indicator
    where r.indicator = 'stations_covered'
),
trained as (
    select n.* from named n join done d on d.unit_code = n.unit_code and d.is_training
)
select r.* replace (
    case when c.unit_code is not null then greatest(r.numerator, r.denominator)
         when t.unit_code is not null then greatest(r.numerator, least(t.numerator, r.denominator))
         else r.numerator end as numerator,
    case when c.unit_code is null and t.unit_code is null then r.counted_on else r.as_of end as counted_on
)
from reported_rows r
left join completed c on c.unit_code = r.unit_code and c.indicator = r.indicator
left join trained t
    on t.as_of = r.as_of and t.profile = r.profile and t.unit_code = r.unit_code
    and r.indicator = 'representatives_trained'
