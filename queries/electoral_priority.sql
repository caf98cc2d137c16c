-- Which communes are weak where many vote, and what is the next step of each?
--
-- Grain:       as_of, profile, unit_code (communes, arrondissements of Fès); those to act on first: weak and heavy
-- Reads:       scores, places, indicator_values, weight_bands, next_steps, seen
-- Parameters:
-- Units:       weight: voters registered of the whole unit up to as_of where they were reported for itself or
--              for all of it, else adults of 18 and over (estimate); weight_of says which, counted_on of which
--              day the voters are. readiness_no: 1 low (classes 1 and 2 of the low end), 2 middle (3), 3 high
--              (4 and 5), null where not assessable; weight_no: 1 small, 2 medium, 3 large, by weight_bands.
--              priority: act_first (low and large), next (low and medium), silent (large, not assessable),
--              hold (high and large), other. low, high, reliability 0..100; state as in readiness_map
with registered as (
    select as_of, unit_code, max(numerator) as voters, max(fact_on) as counted_on
    from indicator_values
    where indicator = 'registration_rate' and not is_inherited and not is_partial and k > 1 - 1e-9
    group by as_of, unit_code
),
weighed as (
    select s.as_of, s.profile, s.unit_code, s.grain, s.low, s.high, s.class_low as class_no, s.class_limited_by,
        s.reliability, s.state, s.true_on, p.name_ar, p.name_fr, p.province_code, p.province_name_ar,
        p.province_name_fr, p.commune_code, coalesce(r.voters, p.adults)::bigint as weight,
        case when r.voters is null then 'adults' else 'registered' end as weight_of, r.counted_on,
        case when s.class_low <= 2 then 1 when s.class_low = 3 then 2 when s.class_low >= 4 then 3 end as readiness_no
    from scores s
    join places p on p.unit_code = s.unit_code
    left join registered r on r.as_of = s.as_of and r.unit_code = s.unit_code
    where s.grain in ('commune', 'arrondissement') and s.unit_code in (select unit_code from seen)
),
banded as (
    select w.*, (select max(b.band_no) from reference.weight_bands b where b.low <= w.weight) as weight_no
    from weighed w
),
decided as (
    select *, case
        when readiness_no = 1 and weight_no = 3 then 'act_first'
        when readiness_no = 1 and weight_no = 2 then 'next'
        when readiness_no is null and weight_no = 3 and state <> 'not_applicable' then 'silent'
        when readiness_no = 3 and weight_no = 3 then 'hold'
        else 'other' end as priority
    from banded
)
select d.*, n.code as next_step, n.step_on as next_step_on
from decided d
left join next_steps n on n.as_of = d.as_of and n.unit_code = d.unit_code
order by d.as_of, d.profile, list_position(['act_first', 'next', 'silent', 'other', 'hold'], d.priority),
    d.weight desc, d.unit_code
