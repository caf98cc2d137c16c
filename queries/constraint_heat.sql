-- In which provinces is each category of constraint seen?
--
-- Grain:       as_of, category, unit_code (provinces with what lies in them, and the region for its own alone)
-- Reads:       days, units, constraints_stood, constraint_ages, figures_seen
-- Parameters:
-- Units:       open_count: open or in progress on the day; overdue_count of them; raised_count: raised in the
--              last 12 months, dropped ones left out. known_share 0..1 by adults: the communes that
--              returned the newest whole month; of the region whether it returned its own. A count of 0 where
--              known_share is under 1 is no «none».
with asked as (
    select d.as_of, u.unit_code, u.grain, k.category
    from days d
    cross join units u
    cross join (select unnest(['territorial_communities', 'elected_officials', 'citizen_communication',
        'organisation', 'resources', 'other']) as category) k
    where u.grain in ('province', 'region')
)
select a.as_of, a.category, a.unit_code, a.grain,
    count(s.constraint_id) filter (where s.age_days is not null) as open_count,
    count(s.constraint_id) filter (where s.overdue_days > 0) as overdue_count,
    count(s.constraint_id) filter (where s.state <> 'dropped' and s.raised_on > a.as_of - interval 12 month)
        as raised_count,
    any_value(g.known_share) as known_share
from asked a
left join constraints_stood s
    on s.as_of = a.as_of and s.category = a.category and (s.province_code = a.unit_code
        or a.grain = 'region' and s.territory_code = a.unit_code)
left join constraint_ages g on g.as_of = a.as_of and g.unit_code = a.unit_code
where a.unit_code in (select unit_code from figures_seen)
group by a.as_of, a.category, a.unit_code, a.grain
order by a.as_of, list_position(['territorial_communities', 'elected_officials', 'citizen_communication',
    'organisation', 'resources', 'other'], a.category), a.grain, a.unit_code
