"""The right `exact`: exact members on a commune's sheet, for who has it, and in no file."""

import re
import shutil

import duckdb
import pytest

from dashboard.wording import wording
from tests.privacy.pages import LEADER, TRUSTED, Reading

COMMUNE = "03.061.05.09"
ENGLISH = wording("en")
LABEL = ENGLISH("Members, exact value, not to be passed on")
CORRECT = ENGLISH("Correct a figure")


@pytest.fixture(scope="module")
def file(demo_file, tmp_path_factory):
    """The demonstration with counts of the commune that nothing else says: 7,3xx each month."""
    copy = tmp_path_factory.mktemp("exact") / "demo.duckdb"
    shutil.copy(demo_file, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "update membership_rows set members = 7301 + month(strptime(period, '%Y-%m'))"
            " where territory_code = $code",
            {"code": COMMUNE},
        )
    return copy


def opened(file, who):
    with Reading(file, who, only="members") as reading:  # the list of files of that table
        found = dict(reading.page("commune", lang="en", commune=COMMUNE))
    page = found.pop(next(name for name in found if name.startswith("page ")))
    return page, found


def exact(text):
    """The exact counts a text holds, as written or as the table sorts by."""
    return set(re.findall(r"73(?:0[2-9]|1[0-3])\b", re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)))


def test_without_the_right_no_exact_count_is_sent_and_nothing_to_correct(file):
    page, files = opened(file, LEADER)

    assert LABEL not in page
    assert CORRECT not in page  # the form shows what is stored
    assert not exact(page) - {"7305", "7310"}  # these two are rounded
    assert files
    assert not any(exact(content) - {"7305", "7310"} for content in files.values())


def test_with_the_right_the_sheet_has_them_marked_and_no_file_has(file):
    page, files = opened(file, TRUSTED)

    assert LABEL in page
    assert len(exact(page)) > 5
    assert files
    assert not any(exact(content) - {"7305", "7310"} for content in files.values())
