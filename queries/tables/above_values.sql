-- What is the value of each indicator in each province, region and constituency, over its known communes?
--
-- Grain:       as_of, indicator, unit_code (province, region, constituency): indicators communes have too
-- Reads:       members, commune_values, people_above, above_counts, window_known, indicators
-- Parameters:
-- Units:       shares 0..1 (members per 1,000 adults), null where unknown or not applicable; k the adults
--              of known over those of applicable communes. fact_on: the oldest of the communes'.
with parts as (
    select v.as_of, v.indicator, m.above_code as unit_code, m.adults, v.is_known, v.is_applicable,
        v.numerator, v.denominator, v.cap_share, v.fact_on, v.freshness
    from commune_values v join members m on m.commune_code = v.unit_code
    where v.indicator <> 'members_per_1000'
    union all
    select p.as_of, 'members_per_1000', p.above_code, p.adults, p.is_known, true, p.members::double * 1000,
        p.adults, null, p.fact_on,
        greatest(0, least(1, (4 * i.rhythm_days - greatest(0, p.as_of - p.fact_on))
            / (3.0 * i.rhythm_days)))
    from people_above p join reference.indicators i on i.id = 'members_per_1000'
),
summed as (
    select as_of, indicator, unit_code,
        sum(adults) filter (where is_known) as adults_known,
        sum(adults) filter (where is_applicable) as adults_applicable,
        count(*) filter (where is_known) as members_known,
        count(*) filter (where is_applicable) as members_applicable,
        count(*) as members_all,
        sum(numerator) filter (where is_known) as numerator,
        sum(denominator) filter (where is_known) as denominator,
        sum(adults * cap_share) filter (where is_known) as adults_covered,
        min(fact_on) filter (where is_known) as fact_on,
        sum(adults * freshness) filter (where is_known) as fresh_adults
    from parts
    group by as_of, indicator, unit_code
),
stated as (
    select s.*, c.unit_code is not null as has_count, c.numerator as own_numerator,
        c.denominator as own_denominator,
        s.members_applicable = 0 and coalesce(c.own_due, 0) > 0 as is_own_only,
        s.members_applicable = 0 and coalesce(c.own_due, 0) = 0 and c.is_own_known is distinct from false
            as is_none,
        w.last_on
    from summed s
    left join above_counts c
        on c.as_of = s.as_of and c.indicator = s.indicator and c.unit_code = s.unit_code
    left join window_known w
        on w.as_of = s.as_of and w.indicator = s.indicator and w.unit_code = s.unit_code
),
shares as (
    select *, not is_none as is_applicable,
        case when is_own_only then 1.0
             else coalesce(adults_known / nullif(adults_applicable, 0), 0) end as k,
        case when indicator in ('secretariat', 'agenda_late') then numerator
             else coalesce(own_numerator, 0) end as value_numerator,
        case when indicator in ('secretariat', 'agenda_late') then denominator
             else coalesce(own_denominator, 0) end as value_denominator,
        case when is_own_only then least(as_of, last_on) else fact_on end as true_on
    from stated
)
select s.as_of, s.indicator, s.unit_code, s.is_applicable, s.k,
    case when s.k > 0 and s.is_applicable then s.value_numerator end as numerator,
    case when s.k > 0 and s.is_applicable then s.value_denominator end as denominator,
    case when s.k > 0 and s.is_applicable
        then coalesce(s.value_numerator / nullif(s.value_denominator, 0), 0) end as value,
    s.members_known, s.members_applicable, s.members_all,
    s.adults_covered / nullif(s.adults_known, 0) as cap_share, s.true_on as fact_on,
    case when s.is_own_only then greatest(0, least(1,
            (4 * i.rhythm_days - greatest(0, s.as_of - s.last_on)) / (3.0 * i.rhythm_days)))
         else s.fresh_adults / nullif(s.adults_known, 0) end::double as freshness
from shares s join reference.indicators i on i.id = s.indicator
