-- Which bodies sit on a territory or on a commune of it, lie in it or cover it, and where do they stand?
--
-- Grain:       as_of, place_code (the territory, and the communes and arrondissements in it), structure_id; own
--              bodies first, then by kind and seat
-- Reads:       bodies, body_units, unit_within, territories, constituencies, batches, seen
-- Parameters:  $territory  varchar, code of the territory
-- Units:       dates and offices, null when not reported; no persons: beside the exact size of a bureau its
--              women would be told more nearly than they are rounded. reach: own (seated on place_code), covers, inside (seated on a unit within)
with asked as (
    select unit_code as place_code from reference.unit_within
    where territory_code = $territory and unit_code in (select unit_code from seen) and (
        unit_code = $territory
        or unit_code in (select code from reference.territories where level in ('commune', 'arrondissement')))
),
met as (
    select b.as_of, w.territory_code as place_code, b.structure_id,
        case when b.unit_code = w.territory_code then 1 else 3 end as reach_no
    from bodies b join reference.unit_within w on w.unit_code = b.unit_code
    union all
    select as_of, unit_code, structure_id, 2 from body_units where reach = 'covers'
),
reached as (
    select as_of, place_code, structure_id, min(reach_no) as reach_no
    from met
    where place_code in (select place_code from asked)
    group by as_of, place_code, structure_id
)
select r.as_of, r.place_code, r.structure_id,
    case r.reach_no when 1 then 'own' when 2 then 'covers' else 'inside' end as reach,
    b.kind, b.unit_code, b.number, b.label,
    coalesce(t.name_ar, k.name_ar) as seat_name_ar, coalesce(t.name_fr, k.name_fr) as seat_name_fr, b.covers,
    b.status, b.given_status, b.has_contradiction, b.first_planned_on, b.planned_on, b.note_on, b.convened_on,
    b.founded_on, b.renewed_on, b.term_ends_on, b.dormant_since, b.dissolved_on, b.reported_on,
    b.bureau_members, b.offices_total, b.offices_filled,
    b.last_batch_no, a.origin, a.file_name
from reached r
join bodies b on b.as_of = r.as_of and b.structure_id = r.structure_id
left join reference.territories t on t.code = b.unit_code
left join reference.constituencies k on k.id = b.unit_code
left join app.batches a on a.batch_no = b.last_batch_no
order by r.as_of, r.place_code, r.reach_no, b.kind, b.unit_code, b.number, b.structure_id
