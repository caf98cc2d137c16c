"""Hostile files through the page that takes them: no traceback, no lost row, the same server."""

import hashlib
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from hostile import KINDS, PHONE, hostile
from serving import COOKIE_SECRET, laptop

from dashboard.contracts import contracts
from dashboard.store import Store
from dashboard.wording import wording
from tests.session_client import Client

_ = wording("en")
TAKE, READ, LEAVE = _("Import this file"), _("Read it"), _("Leave it and read another")
OUR_FAULT = "Something failed on our side"
LIFE = 60  # uploads of one session
MB = 2**20
MARK = re.compile("\\W")


class Page:
    """One session at one page of the product; a new one every `LIFE` uploads."""

    def __init__(self, address, name):
        self.client = Client(address, query="lang=en", page=name)
        self.shown = self.client.run()
        self.sent = 0

    def give(self, one):
        """Send a file, press what is offered; return what the reader was told last."""
        self.sent += 1
        state, answer = self.client.upload(one.name, one.content)
        assert answer.status_code == 204, (one.kind, answer.text)
        widgets = self._widgets(one, state)
        button = self.shown.labelled("button", READ) if one.page == "communique" else None
        pressed = {button.id: ("trigger_value", True)} if button else {}
        self.shown = self.client.run(**widgets, **pressed)
        self._is_well(one)
        offered = self.shown.labelled("button", TAKE)
        if offered:
            self.shown = self.client.run(**widgets, **{offered.id: ("trigger_value", True)})
            self._is_well(one)
            return self.shown.told
        said, away = self.shown.told, self.shown.labelled("button", LEAVE)
        assert said or away or self._asks(), one.kind
        if away:
            self.shown = self.client.run(**{away.id: ("trigger_value", True)})
            self._is_well(one)
        return []

    def _widgets(self, one, state):
        (uploader,) = self.shown.all("file_uploader")
        widgets = {uploader.id: ("file_uploader_state_value", state)}
        if one.page == "data":
            chosen = contracts()[one.table].title["en"]
            table = next(box for box in self.shown.all("selectbox") if chosen in box.options)
            widgets[table.id] = ("string_value", chosen)
        return widgets

    def _asks(self):
        return len(self.shown.all("html")) > 2

    def _is_well(self, one):
        assert not self.shown.all("exception"), one.kind
        assert not [said for said in self.shown.told if OUR_FAULT in said], (one.kind, one.name)


def sent_through(address, numbers):
    """Send uploads one after the other; return the digests of those that were taken."""
    pages, taken = {}, []
    for n in numbers:
        one = hostile(n)
        page = pages.get(one.page)
        if page is None or page.sent >= LIFE:
            if page:
                page.client.close()
            page = pages[one.page] = Page(address, one.page)
        if any(said.startswith("Imported as batch") for said in page.give(one)):
            taken.append(hashlib.sha256(one.content).hexdigest())
        else:
            assert one.kind != "right", page.shown.told
    for page in pages.values():
        page.client.close()
    return taken


def rows_of(cursor, sha256):
    found = cursor.execute(
        """select territory_code, period, members from app.membership_rows
        join app.batches using (batch_no) where file_sha256 = $sha256 order by row_no""",
        {"sha256": sha256},
    )
    return found.fetchall()


def hold(folder, count, sessions):
    """Send `count` uploads in some sessions at once; check the store, the log and the process."""
    database = folder / "taken.duckdb"
    with laptop(folder, database) as (address, process):
        sent_through(address, [3])  # the first page of a process fills its caches
        held = psutil.Process(process.pid).memory_info().rss
        parts = [[n for n in range(count) if n != 3][at::sessions] for at in range(sessions)]
        with ThreadPoolExecutor(sessions) as each:
            taken = [one for part in each.map(lambda part: sent_through(address, part), parts)
                     for one in part]  # fmt: skip
        assert process.poll() is None
        grown = psutil.Process(process.pid).memory_info().rss - held
    taken.append(hashlib.sha256(hostile(3).content).hexdigest())
    log = (folder / "server.log").read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in log
    assert COOKIE_SECRET not in log
    assert MARK.sub("", PHONE) not in MARK.sub("", log)
    with Store.open(database) as store:
        cursor = store.cursor()
        stored = [
            sha for (sha,) in cursor.execute("select file_sha256 from app.batches").fetchall()
        ]
        assert Counter(stored) == Counter(taken)
        for n in range(count):
            one = hostile(n)
            if one.kind == "right":
                sha256 = hashlib.sha256(one.content).hexdigest()
                assert rows_of(cursor, sha256) == one.rows
    return len(taken), grown


@pytest.mark.timeout(1800)  # fifty processes read a file each: a loaded machine takes its time
def test_fifty_hostile_uploads_are_sentences_and_right_ones_are_kept(tmp_path):
    taken, _grown = hold(tmp_path, 50, 2)

    assert {hostile(n).kind for n in range(50)} == {*KINDS, "right"}
    assert taken >= 5


@pytest.mark.soak
@pytest.mark.timeout(6 * 3600)
def test_two_thousand_hostile_uploads_leave_the_server_and_every_row(tmp_path, capsys):
    taken, grown = hold(tmp_path, 2000, 3)

    with capsys.disabled():
        print(f"2000 uploads, {taken} taken, server grown by {grown / MB:.0f} MB")
    assert taken >= 200
