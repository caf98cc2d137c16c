"""Two replicas, PostgreSQL, a bucket and nginx: a reader keeps a replica, and outlives it."""

import urllib.request

import pytest
from playwright.sync_api import expect

from dashboard.store import Batch, Part, Row, Store, commit
from tests.lake.stack import stack

pytestmark = [pytest.mark.browser, pytest.mark.soak, pytest.mark.timeout(1800)]
TAZA = "03.561"


@pytest.fixture(scope="module")
def running(demo_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stack")
    folder.chmod(0o755)
    with stack(demo_file, folder) as started:
        yield started
    for log in folder.glob("replica-*.log"):
        assert "Traceback" not in log.read_text(encoding="utf-8")


def signed_in(page, address):
    page.goto(f"{address}/?lang=fr")
    page.locator(".st-key-sign_in button").click()
    page.locator("input[name=sub]").fill("keeper@example.org")
    page.locator("[type=submit]").first.click()
    page.wait_for_url(f"{address}/**")


def test_a_reader_sees_new_batches_and_a_killed_replica_is_replaced_by_the_other(new_page, running):
    page = new_page(watched=False)
    signed_in(page, running.address)
    expect(page.locator(".cm svg.map").first).to_be_visible()
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    assert cookies["replica"], "nginx gives the reader a replica"

    row = Row(1, {"territory_code": "03.561.01.01", "period": "2026-11", "members": 40})
    with Store.open(running.lake) as store:
        commit(store, [Batch([Part("membership", "upsert", [row])], "reported", note="from afar")])
        newest = store.state_no()
    page.goto(f"{running.address}/data?lang=fr")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert newest > 1

    address = f"{running.address}/province?lang=fr&province={TAZA}"
    for number in (0, 1):
        if number:
            running.start_again(0)
        running.kill(number)
        urllib.request.urlopen(f"{running.address}/health/ready", timeout=60).close()
        page.goto(address)
        expect(page.locator(".st-key-sign_in")).to_have_count(0)  # the login holds on both
        expect(page.locator(".st-key-communes tbody tr").first).to_be_visible()
        assert page.url == address, "the link holds the view, whoever answers"
