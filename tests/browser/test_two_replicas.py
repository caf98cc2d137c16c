"""Two replicas, PostgreSQL, a bucket and nginx: readers of both, and what each is told of a fault.

What the store does is asked in tests/lake; here it is what the pages show of it.
"""

import re
import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from dashboard.store import Batch, Part, Row, Store, check_integrity, commit, imports
from dashboard.territory.register import register
from dashboard.wording import wording
from tests.browser.workflows.walking import Walk
from tests.lake.stack import stack
from tests.lakes import server

pytestmark = [pytest.mark.browser, pytest.mark.soak, pytest.mark.timeout(1800)]
TAZA, TAHLA = "03.561", "03.561.01.07"
FR = wording("fr")
KNOWN, DONE, LOST, AWAY = (
    FR(said).partition("{")[0].strip()
    for said in (
        "This file is already imported, as batch {batch}.",
        "Imported as batch {numbers}. It can be undone in the list of batches.",
        "The server that held this file stopped. If it was being imported, all of it is there or "
        "nothing. Take it away here and give it again: a file that is there is not taken twice.",
        "The database server {place} cannot be reached: nothing can be shown or changed until it "
        "is back, and nothing is lost. Reload the page in a minute; if it lasts, tell whoever "
        "keeps the server.",
    )
)


@pytest.fixture(scope="module")
def running(demo_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stack")
    folder.chmod(0o755)
    with stack(demo_file, folder) as started:
        yield started
        with Store.open(started.lake) as store:
            assert check_integrity(store) == []
    for log in folder.glob("replica-*.log"):
        assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture
def readers(new_page, running):
    """A reader of each replica, signed in; nginx keeps them there."""
    found = []
    for number in (0, 1):
        page = new_page(watched=False)
        cookie = {"name": "replica", "value": running.cookie(number), "url": running.address}
        page.context.add_cookies([cookie])
        found.append(Walk(signed_in(page, running.address), running.address, "fr"))
    return found


def signed_in(page, address):
    page.goto(f"{address}/?lang=fr")
    page.locator(".st-key-sign_in button").click()
    page.locator("input[name=sub]").fill("keeper@example.org")
    page.locator("[type=submit]").first.click()
    page.wait_for_url(f"{address}/**")
    expect(page.locator(".cm svg.map").first).to_be_visible()
    return page


def test_a_killed_replica_is_replaced_by_the_other_and_the_login_holds(new_page, running):
    page = signed_in(new_page(watched=False), running.address)
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    assert cookies["replica"], "nginx gives the reader a replica"
    address = f"{running.address}/province?lang=fr&province={TAZA}"
    for number in (0, 1):
        running.kill(number)
        urllib.request.urlopen(f"{running.address}/health/ready", timeout=60).close()
        page.goto(address)
        expect(page.locator(".st-key-sign_in")).to_have_count(0)
        expect(page.locator(".st-key-communes tbody tr").first).to_be_visible()
        assert page.url == address, "the link holds the view, whoever answers"
        running.start_again(number)


def test_a_batch_from_afar_is_on_the_page_of_both_replicas(readers, running):
    for walk in readers:
        walk.open("province", province=TAZA)
        expect(commune(walk)).to_be_visible()
        expect(commune(walk)).not_to_contain_text(re.compile(r"4\W?320"))
    said_from_afar(running, 4320)
    for walk in readers:
        walk.open("province", province=TAZA)
        expect(commune(walk)).to_contain_text(re.compile(r"4\W?320"))
    said_from_afar(running, 5430)
    for walk in readers:  # in the same session, without loading the page anew
        walk.page.get_by_role("link", name="العربية").first.click()
        expect(walk.page.locator("html")).to_have_attribute("lang", "ar")
        expect(commune(walk)).to_contain_text(re.compile(r"5\W?430"))


def said_from_afar(running, members):
    """Commit the members of one commune from this process, which is neither replica."""
    row = Row(1, {"territory_code": TAHLA, "period": "2026-10", "members": members})
    with Store.open(running.lake) as store:
        commit(store, [Batch([Part("membership", "upsert", [row])], "reported")])


def commune(walk):
    """The line of one commune in the table of its province."""
    place = register().place(TAHLA)
    lines = walk.page.locator(".st-key-communes tbody tr")
    return lines.filter(has_text=re.compile(f"{place.name_fr}|{place.name_ar}"))


def test_two_readers_import_the_same_file_at_once_and_one_is_told_its_batch(readers, running):
    name, text = a_file(2013)
    before = batches(running)
    buttons = [offered(walk, name, text) for walk in readers]
    for button in buttons:
        button.click(no_wait_after=True)
    for walk in readers:
        walk.settled()
        told = walk.page.get_by_text(DONE).or_(walk.page.get_by_text(KNOWN))
        expect(told.first).to_be_visible()
    done = [walk.page.get_by_text(DONE).count() for walk in readers]
    assert sorted(done) == [0, 1]
    number = max(batches(running))
    assert len(batches(running)) == len(before) + 1
    for walk in readers:
        expect(walk.page.get_by_text(re.compile(rf"lot \W?{number}\b")).first).to_be_visible()


@pytest.mark.parametrize(("seconds", "year"), [(0, 2010), (0.4, 2011), (1.5, 2012)])
def test_a_replica_killed_while_a_reader_imports_leaves_the_batch_whole_or_not_there(
    readers, running, seconds, year
):
    walk, (name, text) = readers[0], a_file(year)
    rows, files, before = text.count("\n"), objects(running), len(batches(running))
    offered(walk, name, text).click(no_wait_after=True)
    deadline = time.monotonic() + 120
    while objects(running) == files:  # the rows are written to the bucket, then committed
        assert time.monotonic() < deadline
    time.sleep(seconds)
    running.kill(0)
    was_told = walk.page.get_by_text(DONE).count()
    listed = batches(running)
    assert list(listed.values())[: len(listed) - before] in ([], [rows]), "newest first"
    if not was_told:  # the other replica has the page now, and not the file
        expect(walk.page.get_by_text(LOST)).to_be_visible()
    running.start_again(0)
    again = walk.page.get_by_role("button", name=FR("Import this file"))
    known = walk.page.get_by_text(KNOWN)
    walk.open("data")
    give(walk, name, text)
    expect(known.or_(again).first).to_be_visible()
    assert known.count() == len(listed) - before
    if not known.count():
        again.click()
        expect(walk.page.get_by_text(DONE)).to_be_visible()
    assert len(batches(running)) == before + 1
    assert next(iter(batches(running).values())) == rows


def test_postgresql_that_stops_is_a_sentence_and_the_replicas_go_on_when_it_is_back(
    readers, running
):
    address = f"{running.address}/health/ready"
    for walk in readers:
        walk.open("coverage", province=TAZA)
    server().stop()
    try:
        for walk in readers:
            walk.page.get_by_role("link", name="العربية").first.click()
            expect(walk.page.get_by_test_id("stAlert").first).to_contain_text("127.0.0.1")
            walk.page.goto(f"{running.address}/meetings?lang=fr&province={TAZA}")
            expect(walk.page.get_by_text(AWAY).first).to_be_visible()
            expect(walk.page.locator("table")).to_have_count(0)
        with pytest.raises(urllib.error.HTTPError, match="503"):
            urllib.request.urlopen(address, timeout=60)
    finally:
        server().start()
    urllib.request.urlopen(address, timeout=60).close()
    for walk, process in zip(readers, running.replicas, strict=True):
        walk.page.reload()
        expect(walk.page.get_by_text(AWAY)).to_have_count(0)
        walk.open("coverage", province=TAZA)
        expect(walk.page.locator("tbody tr").first).to_be_visible()
        assert process.poll() is None, "no replica was started again"


def a_file(year):
    """Members of every commune in every month of a year: enough rows for a file in the bucket."""
    months = [f"{year}-{month:02d}" for month in range(1, 13)]
    codes = [place.code for place in register().communes()]
    rows = [f"{code};{month};{number}" for code in codes for number, month in enumerate(months, 30)]
    return f"{year}.csv", "\n".join(["territory_code;period;members", *rows])


def give(walk, name, text):
    walk.page.get_by_role("combobox", name=FR("Table")).click()
    walk.page.get_by_role("option", name="Adhésions", exact=True).click()
    walk.settled()
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    walk.page.locator("input[type=file]").set_input_files(file)


def offered(walk, name, text):
    """Give a file to the page of the data; return the button that imports it."""
    walk.open("data")
    give(walk, name, text)
    button = walk.page.get_by_role("button", name=FR("Import this file"))
    expect(button).to_be_visible()
    walk.settled()
    return button


def batches(running):
    """The rows of every batch of the lake by its number."""
    with Store.open(running.lake) as store:
        listed = imports(store)
    return dict(zip(listed["batch_no"], listed["rows"], strict=True))


def objects(running):
    """How many files of members the bucket holds."""
    bucket = running.lake.objects.endpoint
    asked = f"{bucket}/rows?list-type=2&prefix=app/main/membership_rows"
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return answer.read().count(b"<Key>")
