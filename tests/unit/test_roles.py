"""Who is let in: the role file, read whole or refused with the entry and the remedy."""

import pytest

from dashboard.access.roles import RIGHTS, Places, local_reader, read_roles, rights_of_roles
from dashboard.errors import UserError

REGION = "03"
PLACES = Places(REGION, ("03.061", "03.561"))
ANALYST = '[[account]]\nid = "a1"\nlogin = "Analyst@Example.org "\nrole = "analyst"\n'
PROVINCIAL = (
    '[[account]]\nid = "p1"\nlogin = "taza@example.org"\nrole = "provincial"\n'
    'territories = ["03.561"]\nrights = ["export"]\n'
)


@pytest.fixture
def roles(tmp_path):
    def read(text):
        file = tmp_path / "roles.toml"
        file.write_text(text, encoding="utf-8")
        return read_roles(file, PLACES)

    return read


def test_a_login_finds_its_account_whatever_its_case(roles):
    found = roles(ANALYST + PROVINCIAL)

    analyst, provincial = found["analyst@example.org"], found["taza@example.org"]
    assert (analyst.account, analyst.territories) == ("a1", (REGION,))
    assert analyst.may("import")
    assert not analyst.may("exact")
    assert provincial.territories == ("03.561",)
    assert provincial.may("export")
    assert not provincial.may("import")


def test_no_role_has_more_than_the_rights_there_are_and_none_sees_exact_counts():
    for role, rights in rights_of_roles().items():
        assert rights <= RIGHTS - {"exact"}, role
    assert rights_of_roles()["administrator"] == {"audit"}


def test_a_laptop_has_one_user_who_may_do_everything():
    assert local_reader(REGION).rights == RIGHTS
    with pytest.raises(KeyError):
        local_reader(REGION).may("fly")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "names no account"),
        ("account = 3", "names no account"),
        ("[[account", "cannot be read"),
        (ANALYST.replace('"a1"', '" "'), "account 1, id"),
        (ANALYST.replace('"a1"', '"local"'), "the laptop's user"),
        (ANALYST.replace('"a1"', "7"), "account 1, id: found «7»"),
        (ANALYST.replace('role = "analyst"', 'role = "chief"'), "role: found «chief»"),
        (ANALYST + ANALYST, "account 2, login, id"),
        (ANALYST + ANALYST.replace("Analyst@", "other@"), "account 2, login, id"),
        (ANALYST + 'rights = ["fly"]\n', "rights: found «fly»"),
        (ANALYST + 'rights = "export"\n', "rights: found «export»"),
        (ANALYST + 'territories = ["09"]\n', "territories: found «09»"),
        (PROVINCIAL.replace('territories = ["03.561"]\n', ""), "account 1, territories"),
        (PROVINCIAL.replace('"03.561"', '"03"'), "account 1, territories: found «03»"),
        (PROVINCIAL.replace('"03.561"', '["03.561"]'), "account 1, territories"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_and_names_the_entry(roles, text, told):
    with pytest.raises(UserError, match=told):
        roles(text)


def test_a_missing_file_lets_nobody_in(tmp_path):
    with pytest.raises(UserError, match="nobody is let in"):
        read_roles(tmp_path / "none.toml", PLACES)
