-- What are the headline figures of each province and of the region?
--
-- Grain:       as_of, unit_code (region, provinces); by code, the region first
-- Reads:       coverage, members, places, body_meetings, unit_within, people_above, figures_seen
-- Parameters:
-- Units:       communes, bodies, persons of 18 and over; «n of communes_known, of communes»: an unknown
--              commune is never counted as uncovered. A commune counts when all its parts do (Fès), its
--              covered adults by share; communes_without: no part of it covered. Units are communes and
--              arrondissements. members: sum of published counts, ± members_margin, null when none is known
with covered as (
    select c.as_of, m.above_code, count(*) as communes, count(*) filter (where c.is_known) as communes_known,
        count(*) filter (where c.own_share > 1 - 1e-9) as communes_own,
        count(*) filter (where c.covered_share > 1 - 1e-9) as communes_covered,
        count(*) filter (where c.is_known and c.covered_share < 1e-9) as communes_without,
        sum(c.adults)::bigint as adults, sum(c.adults) filter (where c.is_known)::bigint as adults_known,
        round(sum(c.adults * c.covered_share))::bigint as adults_covered
    from coverage c join members m on m.commune_code = c.unit_code
    group by c.as_of, m.above_code
),
parts as (
    select c.as_of, w.territory_code as above_code, count(*) as units,
        count(*) filter (where c.is_known) as units_known,
        count(*) filter (where c.own_share > 1 - 1e-9) as units_own,
        count(*) filter (where c.covered_share > 1 - 1e-9) as units_covered
    from coverage c join reference.unit_within w on w.unit_code = c.unit_code
    where w.territory_code in (select above_code from members)
    group by c.as_of, w.territory_code
),
met as (
    select b.as_of, w.territory_code as above_code, count(*) as bodies_founded,
        count(*) filter (where b.is_known) as bodies_known, count(*) filter (where b.has_met) as bodies_met
    from body_meetings b join reference.unit_within w on w.unit_code = b.unit_code
    where w.territory_code in (select above_code from members)
    group by b.as_of, w.territory_code
),
people as (
    select as_of, above_code, count(*) filter (where is_known) as communes_members_known,
        sum(members)::bigint as members, sum(margin)::bigint as members_margin
    from people_above
    group by as_of, above_code
)
select c.as_of, c.above_code as unit_code, p.grain, p.name_ar, p.name_fr,
    c.communes, c.communes_known, c.communes_own, c.communes_covered, c.communes_without,
    a.units, a.units_known, a.units_own, a.units_covered,
    c.adults, c.adults_known, c.adults_covered,
    c.adults_covered / nullif(c.adults_known, 0) as covered_adults_share,
    coalesce(m.bodies_founded, 0) as bodies_founded, coalesce(m.bodies_known, 0) as bodies_known,
    coalesce(m.bodies_met, 0) as bodies_met,
    n.communes_members_known, n.members, n.members_margin
from covered c
join places p on p.unit_code = c.above_code
join parts a on a.as_of = c.as_of and a.above_code = c.above_code
left join met m on m.as_of = c.as_of and m.above_code = c.above_code
left join people n on n.as_of = c.as_of and n.above_code = c.above_code
where c.above_code in (select unit_code from figures_seen) and p.grain in ('region', 'province')
order by c.as_of, c.above_code
