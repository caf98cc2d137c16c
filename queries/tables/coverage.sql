-- What is known of the local secretariat of each commune and arrondissement?
--
-- Grain:       as_of, unit_code (communes, arrondissements)
-- Reads:       days, units, body_units, structure_returns
-- Parameters:
-- Units:       shares 0..1, null where unknown. Fès: the better of what reaches the commune itself and
--              the adult-weighted mean of its arrondissements; it is known when something names the
--              commune or when every arrondissement is known, so that silence never beats honesty.
--              secretariat: own body in term 1, out of term 0.5; another body's 0.5, 0.25; else 0.
with reached as (
    select as_of, unit_code,
        max(case when is_alive and is_founded and reach <> 'part' then
            case when reach = 'own' then 1.0 else 0.5 end * case when is_in_term then 1.0 else 0.5 end
            end) as best,
        bool_or(is_alive and is_founded and reach = 'own') as has_own,
        bool_or(is_alive and is_founded and reach <> 'part') as is_covered,
        count(*) filter (where is_alive and is_founded) as founded,
        count(*) filter (where is_alive and is_in_term) as in_term,
        min(first_planned_on) filter (where is_alive and reach <> 'part') as first_planned_on,
        bool_or(is_alive and reach <> 'part' and (first_planned_on is not null or planned_on is not null))
            as has_date,
        bool_or(reach <> 'part') as is_named,
        max(true_on) filter (where reach <> 'part') as true_on
    from body_units
    group by as_of, unit_code
),
direct as (
    select d.as_of, u.unit_code, u.grain, u.commune_code, u.adults,
        coalesce(r.is_named, false) or s.returned_on is not null as is_known,
        coalesce(r.best, 0) as best,
        coalesce(r.has_own, false)::integer as own,
        coalesce(r.is_covered, false)::integer as covered,
        coalesce(r.founded, 0) as founded, coalesce(r.in_term, 0) as in_term,
        (not coalesce(r.is_covered, false)
            and (not coalesce(r.has_date, false) or coalesce(r.first_planned_on < d.as_of, false)))::integer
            as late,
        greatest(r.true_on, s.returned_on) as fact_on
    from days d
    cross join units u
    left join reached r on r.as_of = d.as_of and r.unit_code = u.unit_code
    left join structure_returns s on s.as_of = d.as_of and s.unit_code = u.unit_code
    where u.grain in ('commune', 'arrondissement')
),
parts as (
    select as_of, commune_code, bool_and(is_known) as is_known,
        sum(adults * best * is_known::integer) / sum(adults) as best,
        sum(adults * own * is_known::integer) / sum(adults) as own,
        sum(adults * covered * is_known::integer) / sum(adults) as covered,
        sum(adults * late) / sum(adults) as late,
        min(fact_on) as fact_on
    from direct
    where grain = 'arrondissement'
    group by as_of, commune_code
),
whole as (
    select d.as_of, d.unit_code, d.grain, d.adults, d.founded, d.in_term,
        d.is_known or coalesce(p.is_known, false) as is_known,
        greatest(d.best, coalesce(p.best, 0)) as best,
        greatest(d.own, coalesce(p.own, 0)) as own,
        greatest(d.covered, coalesce(p.covered, 0)) as covered,
        case when d.covered = 1 then 0 else coalesce(p.late, d.late) end as late,
        case when d.is_known then d.fact_on else p.fact_on end as fact_on
    from direct d
    left join parts p
        on p.as_of = d.as_of and p.commune_code = d.unit_code and d.grain = 'commune'
)
select as_of, unit_code, grain, adults, is_known,
    case when is_known then best end as secretariat,
    case when is_known then own end as own_share,
    case when is_known then covered end as covered_share,
    case when is_known then founded end as founded,
    case when is_known then in_term end as in_term,
    case when is_known then late end as agenda_late,
    case when is_known then fact_on end as fact_on
from whole
