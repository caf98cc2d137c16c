-- Which bodies sit on a territory, lie in it or cover it, and where do they stand?
--
-- Grain:       as_of, structure_id; own bodies first, then by kind and seat
-- Reads:       bodies, body_units, unit_within, territories, constituencies, batches, seen
-- Parameters:  $territory  varchar, code of the territory
-- Units:       dates and offices, null when not reported; no persons: beside the exact size of a bureau its
--              women would be told more nearly than they are rounded. reach: own (seated here), covers, inside (seated on a unit within)
with inside as (
    select unit_code from reference.unit_within where territory_code = $territory
),
covering as (
    select as_of, structure_id from body_units where unit_code = $territory and reach = 'covers'
),
reached as (
    select b.*, case when b.unit_code = $territory then 'own'
        when c.structure_id is not null then 'covers' else 'inside' end as reach
    from bodies b
    left join covering c on c.as_of = b.as_of and c.structure_id = b.structure_id
    where b.unit_code in (select unit_code from inside) or c.structure_id is not null
)
select r.as_of, r.structure_id, r.reach, r.kind, r.unit_code, r.number, r.label,
    coalesce(t.name_ar, k.name_ar) as seat_name_ar, coalesce(t.name_fr, k.name_fr) as seat_name_fr, r.covers,
    r.status, r.given_status, r.has_contradiction, r.first_planned_on, r.planned_on, r.note_on, r.convened_on,
    r.founded_on, r.renewed_on, r.term_ends_on, r.dormant_since, r.dissolved_on, r.reported_on,
    r.bureau_members, r.offices_total, r.offices_filled,
    r.last_batch_no, a.origin, a.file_name
from reached r
left join reference.territories t on t.code = r.unit_code
left join reference.constituencies k on k.id = r.unit_code
left join app.batches a on a.batch_no = r.last_batch_no
where $territory in (select unit_code from seen)
order by r.as_of, case r.reach when 'own' then 1 when 'covers' then 2 else 3 end, r.kind, r.unit_code,
    r.number, r.structure_id
