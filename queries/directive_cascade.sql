-- Where was each paper discussed, where decided on, and where is it still silent?
--
-- Grain:       as_of, directive_id, unit_code (those it must reach); the region first, then provinces, communes
-- Reads:       directives_stood, seen
-- Parameters:
-- Units:       as in directives_stood. days_late: from the paper's due day to as-of where nothing is decided, 0
--              before it, null without a due day or where it is decided
select s.*, case when s.decided_on is null and s.due_on is not null
    then greatest(0, s.as_of - s.due_on) end as days_late
from directives_stood s
where s.unit_code in (select unit_code from seen)
order by s.as_of, s.issued_on desc, s.directive_id,
    list_position(['region', 'province', 'commune'], s.grain), s.province_code, s.unit_code
