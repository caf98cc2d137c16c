"""What the browser holds for other choices: as their page has it, and of the reader's own."""

import json
from urllib.parse import urlencode

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id

from dashboard.readiness.profiles_said import ORGANISATIONAL, PROFILES
from dashboard.territory.register import register
from tests.access.matrix import REGION
from tests.served import serving
from tests.session_client import Client, Shown, signed_cookie

TAZA = "03.561"
ROLES = f"""
[[account]]
id = "an1"
login = "analyst@example.org"
role = "analyst"
[[account]]
id = "pr1"
login = "provincial@example.org"
role = "provincial"
territories = ["{TAZA}"]
"""
SEEN = {"analyst": REGION, "provincial": TAZA}


@pytest.fixture(scope="module")
def server(demo_file, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("kinds"), demo_file, ROLES) as served:
        yield served


def given(messages, name):
    """What was given to the components of the map of one name."""
    return [one for one in Shown.of(messages).all("bidi_component") if one.component_name == name]


def component(messages, name):
    """What a component of the map was given, and its id."""
    (found,) = given(messages, name)
    return json.loads(found.bytes), found.id


@pytest.mark.parametrize(
    "account",
    [pytest.param(one, marks=() if one == "provincial" else pytest.mark.soak) for one in SEEN],
)
def test_each_kind_is_what_its_page_shows_to_the_same_reader(server, account):
    cookie = signed_cookie(server.address, server.secret, f"{account}@example.org")
    with Client(server.address, cookie) as client:
        first = client.open("readiness", lang="ar")
        unasked, place = component(first, "jahiziya_kinds")
        assert unasked.keys() == {"js", "version"}  # nothing of it is in the first view
        want = json.dumps([{"event": "want", "value": unasked["version"]}])
        asked = {_make_trigger_id(place, "events"): ("json_trigger_value", want)}
        told, _ = component(client.ran("readiness", "lang=ar", asked), "jahiziya_kinds")
        own = [one.code for one in (*register().communes(), *register().arrondissements())
               if one.code.startswith(SEEN[account])]  # fmt: skip
        assert told["table"]["kinds"].keys() == PROFILES.keys()
        for kind, listed in told["table"]["kinds"].items():
            query = {} if kind == ORGANISATIONAL else {"profile": kind}
            sent, _ = component(client.open("readiness", lang="ar", **query), "jahiziya_map_store")
            table = sent["table"]
            assert sorted(table["codes"]) == sorted(own)
            held = [told["table"]["pool"][one] for one in listed if isinstance(one, int)]
            assert [layer["id"] for layer in table["layers"]] == [
                one if isinstance(one, str) else told["table"]["pool"][one]["id"] for one in listed
            ]
            assert [one for one in table["layers"] if one["id"] not in listed] == held
            masked = [layer for layer in held if "m" in layer["keys"]]
            assert all(layer["values"][at] is None for layer in masked
                       for at, key in enumerate(layer["keys"]) if key == "m")  # fmt: skip


@pytest.mark.parametrize(
    "account",
    [pytest.param(one, marks=() if one == "provincial" else pytest.mark.soak) for one in SEEN],
)
def test_each_day_beside_is_what_its_page_shows_to_the_same_reader(server, account):
    cookie = signed_cookie(server.address, server.secret, f"{account}@example.org")
    with Client(server.address, cookie) as client:
        query = {"lang": "ar", "as_of": "2026-09-30"}
        first = client.open("readiness", **query)
        beside = json.loads(given(first, "jahiziya_choices")[0].json)["beside"]
        assert len(given(first, "jahiziya_map_store")) == 1  # no other day is in the first view
        _, place = component(first, "jahiziya_kinds")
        want = json.dumps([{"event": "beside", "value": ",".join(beside)}])
        asked = {place: ("json_value", "{}"),
                 _make_trigger_id(place, "events"): ("json_trigger_value", want)}  # fmt: skip
        _own, *told = given(client.ran("readiness", urlencode(query), asked), "jahiziya_map_store")
        told = [json.loads(one.bytes) for one in told]
        assert [one["of"] for one in told] == beside
        assert [one.split(" ")[1] for one in beside] == ["2026-08-31", "2026-10-31"]
        for one in told:
            day = one["of"].split(" ")[1]
            page = client.open("readiness", lang="ar", as_of=day)
            assert component(page, "jahiziya_map_store")[0] == one
            assert all(code.startswith(SEEN[account]) for code in one["table"]["codes"])
