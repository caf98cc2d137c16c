-- Where does each paper stand in each unit that it must reach?
--
-- Grain:       as_of, directive_id, unit_code (the region, its provinces and communes, as the paper reaches)
-- Reads:       units, directives_issued, directives_met, month_known, body_units, structure_returns,
--              method
-- Parameters:
-- Units:       state: decided, discussed, part (in some arrondissements of the commune, not in all), no_body (no
--              local secretariat is founded there), early (no whole month since it was issued is due yet),
--              silent (every month due since it was issued is returned for meetings, and none lists it),
--              unknown (a month is not returned, or nobody says what bodies there are). A commune of
--              arrondissements stands as they do together, unless a body of its own met. months_asked: those that
--              lie wholly before as-of and began more than 45 days before; months_known of them
with due_months as (
    select i.as_of, i.directive_id, unnest(generate_series(date_trunc('month', i.issued_on)::timestamp,
        i.as_of::timestamp, interval 1 month))::date as month
    from directives_issued i
    where len(i.reaches) > 0
),
asked as (
    select m.as_of, m.directive_id, m.month
    from due_months m cross join reference.method k
    where last_day(m.month) <= m.as_of and m.month < m.as_of - k.month_known_after_days::integer
),
declared as (
    select distinct unit_code, month from month_known where table_name = 'meetings' and how <> 'row'
),
known as (
    select a.as_of, a.directive_id, d.unit_code, count(*) as months_known
    from asked a join declared d on d.month = a.month
    group by a.as_of, a.directive_id, d.unit_code
),
wanted as (
    select i.as_of, i.directive_id, i.issued_on, i.due_on, u.unit_code, u.grain, u.province_code, u.commune_code,
        count(a.month) as months_asked
    from directives_issued i
    join units u on list_contains(i.reaches, case u.grain when 'arrondissement' then 'commune' else u.grain end)
    left join asked a on a.as_of = i.as_of and a.directive_id = i.directive_id
    group by all
),
with_body as (
    select as_of, unit_code
    from body_units
    where is_alive and is_founded and reach <> 'part'
    group by as_of, unit_code
),
single as (
    select w.*, m.discussed_on, m.decided_on, coalesce(k.months_known, 0) as months_known,
        case when m.decided_on is not null then 'decided' when m.discussed_on is not null then 'discussed'
            when w.grain in ('commune', 'arrondissement') and b.unit_code is null
                then case when r.unit_code is null then 'unknown' else 'no_body' end
            when w.months_asked = 0 then 'early' when k.months_known = w.months_asked then 'silent'
            else 'unknown' end as state
    from wanted w
    left join directives_met m
        on m.as_of = w.as_of and m.directive_id = w.directive_id and m.unit_code = w.unit_code
    left join known k on k.as_of = w.as_of and k.directive_id = w.directive_id and k.unit_code = w.unit_code
    left join with_body b on b.as_of = w.as_of and b.unit_code = w.unit_code
    left join structure_returns r on r.as_of = w.as_of and r.unit_code = w.unit_code
),
parts as (
    select as_of, directive_id, commune_code, max(discussed_on) as discussed_on, max(decided_on) as decided_on,
        count(*) as parts, count(discussed_on) as parts_discussed, min(months_known) as months_known,
        case when count(decided_on) = count(*) then 'decided'
            when count(discussed_on) = count(*) then 'discussed' when count(discussed_on) > 0 then 'part'
            when bool_or(state = 'unknown') then 'unknown' when bool_or(state = 'silent') then 'silent'
            when bool_or(state = 'early') then 'early' else 'no_body' end as state
    from single
    where grain = 'arrondissement'
    group by as_of, directive_id, commune_code
)
select s.as_of, s.directive_id, s.unit_code, s.grain, s.province_code, s.issued_on, s.due_on,
    case when s.discussed_on is null and p.state in ('decided', 'discussed') then p.discussed_on
        else s.discussed_on end as discussed_on,
    case when s.decided_on is null and p.state = 'decided' then p.decided_on else s.decided_on end as decided_on,
    case when p.state is null or s.state = 'decided' or s.state = 'discussed' and p.state <> 'decided'
        then s.state else p.state end as state,
    p.parts, p.parts_discussed, s.months_asked, coalesce(p.months_known, s.months_known) as months_known
from single s
left join parts p on p.as_of = s.as_of and p.directive_id = s.directive_id and p.commune_code = s.unit_code
where s.grain <> 'arrondissement'
