"""A server with a login, a real provider of identities, and what each account is shown."""

import pytest
from playwright.sync_api import expect

from dashboard.territory.register import register
from tests.served import serving

pytestmark = pytest.mark.browser

TAZA, FES_COMMUNE = "03.561", "03.231.01.05"
ROLES = f"""
[[account]]
id = "p1"
login = "taza@example.org"
role = "provincial"
territories = ["{TAZA}"]
[[account]]
id = "k1"
login = "keeper@example.org"
role = "administrator"
"""


@pytest.fixture(scope="module")
def server(demo_file, tmp_path_factory):
    """The address of a server over the demonstration, and its role file."""
    folder = tmp_path_factory.mktemp("login")
    with serving(folder, demo_file, ROLES, with_provider=True) as served:
        yield served.address, served.roles, served.provider


def signed_in(page, address, login, path="/?lang=ar"):
    page.goto(f"{address}{path}")
    page.locator(".st-key-sign_in button").click()
    page.locator("input[name=sub]").fill(login)
    page.locator("[type=submit]").first.click()
    page.wait_for_url(f"{address}/**")
    return page


def test_before_the_login_a_page_holds_nothing_but_the_door(new_page, server):
    page, frames = new_page(watched=False), []
    page.on("websocket", lambda one: one.on("framereceived", lambda said: frames.append(said)))
    page.goto(f"{server[0]}/province?lang=fr&province={TAZA}")
    expect(page.locator(".st-key-sign_in button")).to_have_text("Se connecter")

    sent = b"".join(one if isinstance(one, bytes) else one.encode() for one in frames)
    names = {name for place in register().communes() for name in (place.name_fr, place.name_ar)}
    assert sent
    assert not {name for name in names if len(name) > 5 and name.encode() in sent}


def test_an_account_that_is_not_in_the_role_file_is_told_so(new_page, server):
    page = signed_in(new_page(watched=False), server[0], "stranger@example.org", "/?lang=fr")

    expect(page.locator(".st-key-sign_out button")).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator(".cm, table")).to_have_count(0)


def test_an_official_sees_one_province_until_the_role_file_forgets_it(new_page, server):
    address, roles, _provider = server
    page = new_page(watched=False)
    signed_in(page, address, "taza@example.org")
    expect(page.locator(".cm svg.map")).to_be_visible()
    page.goto(f"{address}/commune?lang=fr&commune={FES_COMMUNE}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{address}/province?lang=fr&province={TAZA}")
    expect(page.locator(".st-key-communes tbody tr").first).to_be_visible()
    expect(page.get_by_role("button", name="Télécharger")).to_have_count(0)  # no right to export

    page.goto(f"{address}/data?lang=fr")  # no preview, no list of batches: they show every province
    parts = page.get_by_test_id("stButtonGroup").first.get_by_role("radio")
    expect(parts).to_have_text(["Relevé mensuel", "Modèles", "Dictionnaire"])
    page.get_by_role("combobox").first.click()
    expect(page.get_by_role("option")).to_have_text(["Taza"])
    page.keyboard.press("Escape")

    roles.write_text(ROLES.replace("taza@", "another@"), encoding="utf-8")
    page.get_by_role("link", name="Fès-Meknès").first.click()
    expect(page.locator(".st-key-sign_out button")).to_have_text("Se déconnecter")
    expect(page.locator("table")).to_have_count(0)
    roles.write_text(ROLES, encoding="utf-8")


def test_what_was_delivered_is_written_down_and_only_the_keeper_reads_it(new_page, server):
    address, _roles, _provider = server
    page = signed_in(new_page(watched=False), address, "keeper@example.org", "/?lang=fr")
    page.goto(f"{address}/?lang=fr")  # coming back from the provider the address is bare

    table = page.locator(".st-key-entries")
    expect(table.locator("tbody tr").first).to_be_visible()
    expect(table).to_contain_text("p1")
    expect(table).to_contain_text(f"province {TAZA}")
    expect(page.locator(".cm")).to_have_count(0)
    expect(page.get_by_text("Aucun dossier de sauvegarde n'est fixé")).to_be_visible()


def test_a_provider_that_is_down_is_a_sentence_and_who_is_signed_in_goes_on(new_page, server):
    address, _roles, provider = server
    inside = signed_in(new_page(watched=False), address, "taza@example.org", "/?lang=fr")
    expect(inside.locator(".cm svg.map")).to_be_visible()
    provider.terminate()
    provider.wait(timeout=30)

    outside = new_page(watched=False)
    outside.goto(f"{address}/?lang=ar")
    outside.locator(".st-key-sign_in button").click()
    expect(outside.locator("section")).to_have_count(3)
    expect(outside.locator("section[lang=fr] p").first).to_contain_text("Rien n'est perdu")
    expect(outside.locator("section[lang=ar]")).to_have_attribute("dir", "rtl")
    outside.locator("section[lang=fr] a").click()
    expect(outside.locator(".st-key-sign_in button")).to_have_text("Se connecter")

    inside.goto(f"{address}/province?lang=fr&province={TAZA}")
    expect(inside.locator(".st-key-communes tbody tr").first).to_be_visible()
