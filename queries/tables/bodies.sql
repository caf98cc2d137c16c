-- Where does each body stand on each day?
--
-- Grain:       as_of, structure_id
-- Reads:       structures_at
-- Parameters:  $term_months  integer, term of a local secretariat
-- Units:       dates; a null date is not reported. The status is derived from the dates; a given one
--              decides only between not_started, planned and dormant. A renewal after dormant_since
--              wakes the body. A term is known for local secretariats only. first_planned_on is the
--              first plan ever stored. has_contradiction: the given status does not fit the dates
--              up to the day it was reported.
with dated as (
    select *, kind = 'local_secretariat' as is_local,
        list_max(list_filter(renewals, lambda day: day <= as_of)) as renewed_on,
        least(as_of, coalesce(reported_on, as_of)) as true_on
    from structures_at
),
termed as (
    select *,
        case when founded_on <= as_of then greatest(founded_on, coalesce(renewed_on, founded_on)) end
            as mandate_from,
        coalesce(dissolved_on <= as_of, false) as is_dissolved,
        coalesce(dormant_since <= as_of and not coalesce(renewed_on > dormant_since, false), false)
            or (dormant_since is null and coalesce(status = 'dormant', false)) as is_dormant
    from dated
),
derived as (
    select *,
        case when is_local then (mandate_from + to_months($term_months::integer))::date end as term_ends_on,
        case
            when is_dissolved then 'dissolved'
            when is_dormant then 'dormant'
            when is_local and as_of >= mandate_from + to_months($term_months::integer) then 'renewal_due'
            when founded_on <= as_of then 'founded'
            when convened_on <= as_of then 'convened'
            when planned_on is not null or first_planned_on is not null or note_on <= as_of
                or status = 'planned' then 'planned'
            else 'not_started'
        end as derived_status
    from termed
)
select as_of, structure_id, kind, unit_code, number, label, covers, is_local,
    derived_status as status, status as given_status,
    derived_status in ('founded', 'renewal_due') as is_founded,
    derived_status = 'founded' as is_in_term,
    derived_status not in ('dormant', 'dissolved') as is_alive,
    first_planned_on, planned_on, note_on, convened_on, founded_on, renewed_on, term_ends_on,
    dormant_since, dissolved_on, reported_on, true_on,
    bureau_members, bureau_women, bureau_under_35, offices_total, offices_filled,
    coalesce(case status
        when 'not_started' then convened_on <= true_on or founded_on <= true_on
        when 'planned' then convened_on <= true_on or founded_on <= true_on
        when 'convened' then convened_on is null or convened_on > true_on or founded_on <= true_on
        when 'founded' then founded_on is null or founded_on > true_on or dissolved_on <= true_on
        when 'renewal_due' then founded_on is null or founded_on > true_on or dissolved_on <= true_on
        when 'dormant' then dissolved_on <= true_on
        when 'dissolved' then dissolved_on is null or dissolved_on > true_on
    end, false) as has_contradiction,
    last_batch_no
from derived
