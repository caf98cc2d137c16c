-- Which papers had been issued by a day, and down to which levels does each go?
--
-- Grain:       as_of, directive_id (issued up to as-of)
-- Reads:       days, directives_at
-- Parameters:
-- Units:       reaches: levels below the body that issued it. A national body's paper goes to the region, its
--              provinces and their communes; one of the region's secretariat or council to the last two. Any
--              other body names no territory in its papers: reaches is empty, and nothing is said of its way
select d.as_of, t.directive_id, t.kind, t.issued_on, t.body, t.number, t.title, t.action, t.due_on, t.source_url,
    case when t.body in ('national_council', 'collective_leadership', 'political_bureau', 'congress')
            then ['region', 'province', 'commune']
        when t.body in ('regional_secretariat', 'regional_council') then ['province', 'commune']
        else []::varchar[] end as reaches,
    t.last_batch_no
from days d
join directives_at t on t.issued_on <= d.as_of
