-- How many local secretariats were founded lately in each province and in the region, and how many places remain?
--
-- Grain:       as_of, unit_code (region, provinces)
-- Reads:       coverage_states, bodies, unit_within, places, planning_method, figures_seen
-- Parameters:
-- Units:       places: where a secretariat is founded (communes without arrondissements, arrondissements).
--              foundings in the window that ends on as-of. months_known: mean over the places of
--              the months of the window that what is reported reaches, so that silence is no idle month.
--              empty: places known without a body; without_own: known without one of their own.
with bounds as (
    select distinct s.as_of, (s.as_of - to_months(m.window_months::integer))::date as from_on
    from coverage_states s cross join reference.planning_method m
),
within as (
    select *, unnest([region_code, province_code]) as above_code from coverage_states where is_place
),
counted as (
    select s.as_of, s.above_code, count(*) as places,
        count(*) filter (where s.is_known) as places_known,
        count(*) filter (where s.state in ('own', 'other')) as covered,
        count(*) filter (where s.state = 'own') as own,
        count(*) filter (where s.state = 'none') as empty,
        count(*) filter (where s.is_known and s.state <> 'own') as without_own,
        avg(greatest(0, date_diff('day', d.from_on, coalesce(s.fact_on, d.from_on)))) / 30.4375
            as months_known
    from within s
    join bounds d on d.as_of = s.as_of
    group by s.as_of, s.above_code
),
founded as (
    select b.as_of, w.territory_code as above_code, count(*) as foundings
    from bodies b
    join bounds d on d.as_of = b.as_of
    join reference.unit_within w on w.unit_code = b.unit_code
    where b.is_local and b.founded_on > d.from_on and b.founded_on <= b.as_of
    group by b.as_of, w.territory_code
)
select c.as_of, p.grain, p.name_ar, p.name_fr, c.places, c.places_known, c.covered, c.own, c.empty,
    c.without_own, c.months_known, coalesce(f.foundings, 0) as foundings, c.above_code as unit_code
from counted c
join places p on p.unit_code = c.above_code
left join founded f on f.as_of = c.as_of and f.above_code = c.above_code
where c.above_code in (select unit_code from figures_seen)
order by c.as_of, unit_code
