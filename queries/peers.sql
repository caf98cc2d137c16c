-- Where does each commune stand among those like it: of its milieu, of its size, of its province?
--
-- Grain:       as_of, profile, unit_code (communes), peer_group (milieu, size, province); by code, then group
-- Reads:       scores, places, communes, population_bands, seen
-- Parameters:
-- Units:       standing 1 is the highest low end; ties share the best one; null where not assessable.
--              assessable: communes of the group that are, of communes in all; sharing: how many share
--              the standing. peer_code: urban or rural, the band of population_2024, the province
with grouped as (
    select s.as_of, s.profile, s.unit_code, s.low, s.is_assessable and s.state is null as is_assessable,
        unnest([
            {'peer_group': 'milieu', 'peer_code': c.milieu, 'position': 1},
            {'peer_group': 'size', 'peer_code': b.code, 'position': 2},
            {'peer_group': 'province', 'peer_code': c.province_code, 'position': 3}
        ], recursive := true)
    from scores s
    join reference.communes c on c.code = s.unit_code
    left join reference.population_bands b
        on c.population_2024 >= b.low and (b.high is null or c.population_2024 < b.high)
),
ranked as (
    select *, count(*) over every_one as communes,
        count(*) filter (where is_assessable) over every_one as assessable,
        count(*) filter (where is_assessable) over alike as sharing,
        case when is_assessable then rank() over (
            partition by as_of, profile, peer_group, peer_code, is_assessable order by low desc) end as standing
    from grouped
    where peer_code is not null
    window every_one as (partition by as_of, profile, peer_group, peer_code),
        alike as (partition by as_of, profile, peer_group, peer_code, is_assessable, low)
)
select r.as_of, r.profile, r.unit_code, n.name_ar, n.name_fr, r.peer_group, r.peer_code, r.low, r.is_assessable,
    r.standing, r.sharing, r.assessable, r.communes
from ranked r
join places n on n.unit_code = r.unit_code
where r.unit_code in (select unit_code from seen)
order by r.as_of, r.profile, r.unit_code, r.position
