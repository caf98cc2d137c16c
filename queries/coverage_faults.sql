-- Which body covers nothing, and which place is covered twice?
--
-- Grain:       as_of, fault (covers_nothing, covered_twice), subject
-- Reads:       bodies, body_units, coverage_states, territories, constituencies, seen
-- Parameters:
-- Units:       covers_nothing: a local secretariat neither dormant nor dissolved that reaches no commune
--              and no arrondissement (seated on a province, or on a cercle without communes); subject:
--              its id. covered_twice: a commune or arrondissement that several founded bodies reach, an
--              own one and a cercle's among them; subject: its code. seats: where those bodies sit.
with reached as (
    select u.as_of, u.structure_id, u.unit_code, u.seat_code, u.is_founded
    from body_units u
    join coverage_states s on s.as_of = u.as_of and s.unit_code = u.unit_code
    where u.is_alive and u.reach <> 'part'
),
nothing as (
    select b.as_of, 'covers_nothing' as fault, b.unit_code, b.structure_id as subject,
        [b.unit_code] as seats, 1 as bodies
    from bodies b
    anti join reached r on r.as_of = b.as_of and r.structure_id = b.structure_id
    where b.is_local and b.is_alive
),
twice as (
    select as_of, 'covered_twice' as fault, unit_code, unit_code as subject,
        list(seat_code order by seat_code) as seats, count(*) as bodies
    from reached
    where is_founded
    group by as_of, unit_code
    having count(*) > 1
)
select f.as_of, f.fault, f.unit_code, f.seats, f.bodies,
    coalesce(t.name_ar, k.name_ar) as name_ar, coalesce(t.name_fr, k.name_fr) as name_fr,
    coalesce(t.province_code, case when t.level = 'province' then t.code end) as province_code, f.subject
from (select * from nothing union all select * from twice) f
left join reference.territories t on t.code = f.unit_code
left join reference.constituencies k on k.id = f.unit_code
where f.unit_code in (select unit_code from seen)
order by f.as_of, f.fault, f.subject
