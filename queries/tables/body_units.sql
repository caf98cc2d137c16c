-- Which communes and arrondissements does each local secretariat reach, and how?
--
-- Grain:       as_of, structure_id, unit_code
-- Reads:       bodies, communes, arrondissements
-- Parameters:
-- Units:       reach: own (seated on the unit), covers (the unit is in its `covers`, by default every
--              commune of the cercle it is seated on), part (it reaches an arrondissement of the
--              commune only). Dormant and dissolved bodies are listed too: is_alive tells them.
with seats as (
    select as_of, structure_id, unit_code as seat, covers
    from bodies
    where is_local
),
listed as (
    select as_of, structure_id, seat as unit_code, 1 as reach_no, covers is null as is_whole from seats
    union all
    select as_of, structure_id, unnest(covers), 2, true from seats where covers is not null
    union all
    select s.as_of, s.structure_id, c.code, 2, true
    from seats s join reference.communes c on c.cercle_code = s.seat
    where s.covers is null
),
opened as (
    select as_of, structure_id, unit_code, reach_no, true as is_listed from listed
    union all
    select l.as_of, l.structure_id, a.code, 2, false
    from listed l join reference.arrondissements a on a.commune_code = l.unit_code
    where l.is_whole
    union all
    select l.as_of, l.structure_id, a.commune_code, 3, false
    from listed l join reference.arrondissements a on a.code = l.unit_code
),
reached as (
    select as_of, structure_id, unit_code, min(reach_no) as reach_no, bool_or(is_listed) as is_listed
    from opened
    group by as_of, structure_id, unit_code
)
select r.as_of, r.structure_id, r.unit_code,
    case r.reach_no when 1 then 'own' when 2 then 'covers' else 'part' end as reach, r.is_listed,
    b.unit_code as seat_code, b.is_alive, b.is_founded, b.is_in_term, b.status,
    b.first_planned_on, b.planned_on, b.true_on
from reached r join bodies b on b.as_of = r.as_of and b.structure_id = r.structure_id
