"""Every SQL file is one SELECT that says honestly what it reads and takes."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from functools import cache

import duckdb
import pytest

from dashboard.contracts import contracts
from dashboard.paths import QUERIES, REFERENCE
from dashboard.questions import QuestionError, ask, ask_many, read, tables_of
from dashboard.store import Store, copied, reference_tables

FILES = sorted(QUERIES.rglob("*.sql"))
QUESTIONS = sorted(QUERIES.glob("*.sql"))
TABLES = {path.stem for path in (QUERIES / "tables").glob("*.sql")}
OTHERS = {
    *(path.stem for path in REFERENCE.glob("*.csv")),
    *("territories", "unit_within", "constituency_units"),
    *("batches", "batch_parts", "batch_units", "batch_states", "accepted_batches"),
    "app_acknowledgements",
}
CURRENT = {f"{table}_at" for table in contracts()}
DAY = dt.date(2026, 11, 23)
BOTH_DAYS = [dt.date(2026, 9, 30), DAY]
EVERYTHING = {
    "variant_codes": [],
    "variant_units": [],
    "scope": ["03"],
    "territory": "03.231.01.0",
    "exact": False,
    "body_kind": "local_secretariat",
    "since": dt.date(2026, 8, 31),
}


def test_what_questions_read_of_the_store_is_copied_of_a_lake():
    text = "\n".join(path.read_text() for path in FILES) + inspect.getsource(reference_tables)
    assert set(re.findall(r"\bapp\.(\w+)", text)) == set(copied.GROWING)


def statement_of(path):
    (statement,) = duckdb.extract_statements(path.read_text(encoding="utf-8"))
    return statement


@pytest.fixture(scope="module")
def store():
    with Store.open(None) as opened:
        yield opened


@pytest.fixture(scope="module")
def alone(store):
    """Return what a question answers on the day, asked alone: each is asked once."""
    return cache(lambda name: ask(store, name, as_of=DAY, **taken(name)))


@pytest.fixture(scope="module")
def of_both_days(store):
    """The answers of every question on two days, asked together."""
    given = {}
    for path in QUESTIONS:
        given |= taken(path.stem)
    return ask_many(store, [path.stem for path in QUESTIONS], as_of=BOTH_DAYS, **given)


def taken(name):
    query = read(QUERIES / f"{name}.sql")
    files = [
        read(QUERIES / "tables" / f"{table}.sql") for table in tables_of([query]) if table in TABLES
    ]
    declared = {parameter for one in (query, *files) for parameter in one.parameters}
    return {name: value for name, value in EVERYTHING.items() if name in declared}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_one_select_with_an_honest_header(path):
    query = read(path)
    statement = statement_of(path)

    assert statement.type == duckdb.StatementType.SELECT
    assert statement.named_parameters == set(query.parameters)
    assert query.question.endswith("?")
    assert query.grain
    assert query.units
    assert ";" not in "\n".join(one for one in query.sql.splitlines() if not one.startswith("--"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_reads_names_what_is_read_and_nothing_else(path):
    query = read(path)
    body = "\n".join(line for line in query.sql.splitlines() if not line.startswith("--"))
    own = set(re.findall(r"(\w+) as (?:materialized )?\(", body))
    named = set(re.findall(r"(?<!distinct )\b(?:from|join)\s+(?:reference\.|app\.)?(\w+)", body))
    qualified = set(re.findall(r"(?:reference|app)\.(\w+)", body))

    assert set(query.reads) <= TABLES | CURRENT | OTHERS
    assert qualified <= set(query.reads)
    assert {name for name in named if name not in own} <= set(query.reads)
    assert set(query.reads) <= named | qualified


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_question_answers_on_an_empty_store_in_a_decided_order(alone, path):
    rows = alone(path.stem)

    last = read(path).sql.rpartition("order by")[2]
    assert list(rows.columns)
    assert re.search(
        r"(unit_code|_id|_code|subject|indicator|as_of|position|i\.id)\s*$", last.strip()
    )


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_question_takes_many_days_and_gives_each_its_own_rows(alone, of_both_days, path):
    many, one = of_both_days[path.stem], alone(path.stem)

    dated = "as_of" in many.columns
    assert len(many[many.as_of == str(DAY)] if dated else many) == len(one)


def test_every_territory_has_a_row_though_nothing_is_known(store):
    rows = ask(store, "readiness_map", as_of=DAY, scope=["03"])

    assert (rows.grain == "commune").sum() == 194
    assert (rows.grain == "arrondissement").sum() == 6
    assert set(rows.state) == {"no_data"}


def test_a_question_that_does_not_exist_names_those_that_do(store):
    with pytest.raises(QuestionError, match="readiness_map"):
        ask(store, "no_such_question", as_of=DAY)


def test_a_parameter_that_is_not_declared_names_those_that_are(store):
    with pytest.raises(QuestionError, match=r"not taken: province; the parameters are .*scope"):
        ask(store, "readiness_map", as_of=DAY, scope=["03"], province="03.061")


def test_a_missing_parameter_is_named(store):
    with pytest.raises(QuestionError, match="missing: scope"):
        ask(store, "readiness_map", as_of=DAY)


def test_questions_asked_together_answer_as_alone(store):
    both = ask_many(store, ("province_table", "headline_figures"), as_of=DAY, scope=["03"])
    alone = ask(store, "province_table", as_of=DAY, scope=["03"])

    assert both["province_table"].equals(alone)
    assert len(both["headline_figures"]) == 10
