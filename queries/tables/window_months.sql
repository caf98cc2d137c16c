-- Which months must be known before an indicator over a window can be?
--
-- Grain:       as_of, indicator, month
-- Reads:       days, method
-- Parameters:
-- Units:       months that lie wholly in the window and began more than 45 days before as-of;
--              months_needed: how many of them must be known (all; over 6 months, 80 %).
--              The last 90 days are the 90 days that end on as-of; the last 12 months likewise.
with windows as (
    select as_of, 'recent_meeting' as indicator, 'meetings' as table_name,
        as_of - (recent_meeting_days - 1)::integer as first_on, as_of as last_on, 1.0 as share, month_known_after_days as after_days
    from days cross join reference.method
    union all
    select as_of, 'rotation', 'meetings', (as_of - interval 12 month)::date + 1, as_of,
        window_known_share, month_known_after_days
    from days cross join reference.method
    union all
    select as_of, 'decisions_on_time', 'decisions', (as_of - interval 12 month)::date + 1, as_of,
        window_known_share, month_known_after_days
    from days cross join reference.method
    union all
    select as_of, 'constraints_closed', 'constraint_reports', as_of - (constraint_days + 365)::integer,
        as_of - constraint_days::integer, window_known_share, month_known_after_days
    from days cross join reference.method
    union all
    select as_of, 'liaison_answered', 'liaison_requests', as_of - (liaison_days + 365)::integer,
        as_of - liaison_days::integer, window_known_share, month_known_after_days
    from days cross join reference.method
    union all
    select as_of, 'advocacy_fed_back', 'advocacy_items', as_of - (advocacy_days + 365)::integer,
        as_of - advocacy_days::integer, window_known_share, month_known_after_days
    from days cross join reference.method
),
months as (
    select *, unnest(generate_series(
        date_trunc('month', first_on)::timestamp, last_on::timestamp, interval 1 month
    ))::date as month
    from windows
)
select as_of, indicator, table_name, month,
    ceil(share * count(*) over (partition by as_of, indicator) - 1e-9)::integer as months_needed
from months
where month >= first_on and last_day(month) <= last_on and month < as_of - after_days::integer
