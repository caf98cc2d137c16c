-- How many meetings were held in each month of the last twelve, by province?
--
-- Grain:       as_of, month, unit_code (provinces with what lies in them, and the region for its own alone)
-- Reads:       days, meetings_stood, month_known, communes, arrondissements, provinces, regions, seen
-- Parameters:
-- Units:       month is its first day; that of as-of is the last, and not over. held: meetings held up to
--              as-of. known_share 0..1 by adults: the communes that returned their meetings of the month; of
--              the region whether it closed the month itself. A 0 where known_share is under 1 is no «none».
with months as (
    select as_of, unnest(generate_series(
        date_trunc('month', as_of) - interval 11 month, as_of::timestamp, interval 1 month))::date as month
    from days
),
declared as (
    select distinct unit_code, month from month_known where table_name = 'meetings' and how <> 'row'
),
parts as (
    select commune_code, code, count(*) over (partition by commune_code) as n from reference.arrondissements
),
known as (
    select unit_code, month from declared
    union
    select p.commune_code, d.month
    from declared d join parts p on p.code = d.unit_code
    group by p.commune_code, d.month
    having count(*) = any_value(p.n)
),
shares as (
    select m.as_of, m.month, c.province_code as unit_code,
        coalesce(sum(c.adults_18_plus) filter (where k.unit_code is not null), 0)
            / sum(c.adults_18_plus) as known_share
    from months m
    cross join reference.communes c
    left join known k on k.unit_code = c.code and k.month = m.month
    group by m.as_of, m.month, c.province_code
),
held as (
    select as_of, date_trunc('month', held_on)::date as month,
        case when body_unit_code in (select code from reference.regions) then body_unit_code
            else province_code end as unit_code,
        count(*) as held
    from meetings_stood
    where state = 'held'
    group by all
),
asked as (
    select m.as_of, m.month, p.code as unit_code, false as is_region from months m cross join reference.provinces p
    union all
    select m.as_of, m.month, r.code, true from months m cross join reference.regions r
)
select a.as_of, a.month, coalesce(h.held, 0) as held,
    case when a.is_region then (k.unit_code is not null)::integer else s.known_share end::double as known_share,
    a.is_region, a.unit_code
from asked a
left join held h on h.as_of = a.as_of and h.month = a.month and h.unit_code = a.unit_code
left join shares s on s.as_of = a.as_of and s.month = a.month and s.unit_code = a.unit_code
left join known k on k.unit_code = a.unit_code and k.month = a.month
where a.unit_code in (select unit_code from seen)
order by a.as_of, a.is_region, a.month, a.unit_code
