"""Of a file that is refused for a person in it nothing stays: no database, folder or log has it."""

import datetime as dt
import io
import tempfile

import openpyxl
import pytest

from dashboard.errors import Refused
from dashboard.intake.importing import check, commit
from dashboard.store import Store

TODAY = dt.date(2026, 11, 23)
NAME, PHONE = "Karim Xouliani", "0661987654"
HEADERS = ("territory_code", "period", "members")
ROW = ("Azrou", "2026-10", 120)


def csv_of(headers, row):
    return "\n".join(";".join(map(str, line)) for line in (headers, row)).encode()


def workbook_of(headers, row):
    book = openpyxl.Workbook()
    for line in (headers, row):
        book.active.append(line)
    book.active.cell(2, 1).comment = openpyxl.comments.Comment(f"voir {NAME}", NAME)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FILES = {
    "a_column_of_names.csv": csv_of((*HEADERS, "Nom et prénom"), (*ROW, NAME)),
    "a_column_of_phones.csv": csv_of((*HEADERS, "Téléphone"), (*ROW, PHONE)),
    "a_workbook.xlsx": workbook_of((*HEADERS, "Téléphone"), (*ROW, PHONE)),
}


@pytest.mark.parametrize(("name", "content"), FILES.items(), ids=FILES)
def test_nothing_of_a_refused_file_remains(tmp_path, monkeypatch, capfd, caplog, name, content):
    place, temporary = tmp_path / "store", tmp_path / "tmp"
    place.mkdir(), temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    with Store.open(place / "jahiziya.duckdb") as store:
        checked = check(store, "membership", content, file_name=name, today=TODAY)
        assert checked.refused
        told = repr([(one.found, one.message, one.remedy) for one in checked.problems])
        with pytest.raises(Refused):
            commit(store, checked)
        store.cursor().execute("force checkpoint")

    files = [one for folder in (place, temporary) for one in folder.rglob("*") if one.is_file()]
    assert files
    held = b"".join(one.read_bytes() for one in files)
    said = told + "".join(capfd.readouterr()) + caplog.text
    for secret in (NAME, PHONE):
        assert secret.encode() not in held
        assert secret.encode("utf-16-le") not in held
        assert secret not in said
