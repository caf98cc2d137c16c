-- How many communes have their secretariat, by province, milieu and population, in the region and in each province?
--
-- Grain:       as_of, within_code (region, province), dimension (all, province, milieu, band), group_code
-- Reads:       coverage_states, figures_seen
-- Parameters:
-- Units:       communes (of 194) and units (of 200: the arrondissements too) by state; unknown ones are
--              never counted as none. adults in persons of 18 and over, of the communes; Fès counts
--              by share. adults_own and adults_covered are of the known.
with within as (
    select *, unnest([region_code, province_code]) as within_code
    from coverage_states
),
grouped as (
    select *, 1 as place, 'all' as dimension, within_code as group_code from within
    union all
    select *, 2, 'province', province_code from within where within_code <> province_code
    union all
    select *, 3, 'milieu', milieu from within
    union all
    select *, 4, 'band', band from within
)
select as_of, within_code, dimension, group_code,
    count(*) filter (where grain = 'commune') as communes,
    count(*) filter (where grain = 'commune' and state = 'own') as communes_own,
    count(*) filter (where grain = 'commune' and state = 'other') as communes_other,
    count(*) filter (where grain = 'commune' and state = 'part') as communes_part,
    count(*) filter (where grain = 'commune' and state = 'none') as communes_none,
    count(*) filter (where grain = 'commune' and state = 'unknown') as communes_unknown,
    count(*) as units,
    count(*) filter (where state = 'own') as units_own,
    count(*) filter (where state = 'other') as units_other,
    count(*) filter (where state = 'part') as units_part,
    count(*) filter (where state = 'none') as units_none,
    count(*) filter (where state = 'unknown') as units_unknown,
    (sum(adults) filter (where grain = 'commune'))::bigint as adults,
    coalesce(sum(adults) filter (where grain = 'commune' and is_known), 0)::bigint as adults_known,
    coalesce(round(sum(adults * own_share) filter (where grain = 'commune')), 0)::bigint as adults_own,
    coalesce(round(sum(adults * covered_share) filter (where grain = 'commune')), 0)::bigint
        as adults_covered
from grouped
where group_code is not null and within_code in (select unit_code from figures_seen)
group by as_of, within_code, dimension, group_code
order by as_of, within_code, min(place), group_code
