"""What a page of the app shows, as a test reads it, and what it stored."""

import html
import json
import re

import streamlit as st

from dashboard.contracts import contracts
from dashboard.intake.known import Known
from dashboard.store import Store


def drawn(run):
    """Return the HTML that a page drew itself, as its reader sees the letters."""
    return html.unescape("\n".join(one.proto.body for one in run.get("html")))


def given(run, name=""):
    """Return what the components of a page were given, or those of one name."""
    return [
        json.loads(one.proto.json or one.proto.bytes)
        for one in run.get("bidi_component")
        if name in ("", one.proto.component_name)
    ]


def given_tables(run):
    """Return what each table was given."""
    return given(run, "jahiziya_table")


def tables(run):
    """Return the rows of each table by its caption: what stands under each header, and the id."""
    return {
        one["labels"]["caption"]: [
            {"id": row["id"]}
            | {
                column["label"]: cell[0]
                for column, cell in zip(one["columns"], row["cells"], strict=True)
            }
            for row in one["rows"]
        ]
        for one in given_tables(run)
    }


_SAVE = ("Save", "Enregistrer", "حفظ")


def entering(run, what):
    """Choose what is entered."""
    return run.button_group(key="enter_what").set_value(what).run()


def filled(run, form, **cells):
    """Fill fields of a form, each known by the end of its key; nothing is sent."""
    fields = [one for kind in ("selectbox", "text_input", "date_input") for one in run.get(kind)]
    for name, value in cells.items():
        (field,) = [one for one in fields if one.key == f"{form}_{name}"]
        field.set_value(value)
    return run


def saved(run):
    """Press the one button that saves."""
    (save,) = [one for one in run.button if one.label in _SAVE]
    return save.click().run()


def faults(run):
    """Return what a form says is wrong, as its reader sees the letters."""
    return [re.sub("[\u2066-\u2069]", "", one.value).replace("\\", "") for one in run.error]


def current(file, table):
    """Return the current rows of a table in a file that the app has open, which is closed first."""
    st.cache_resource.clear()
    with Store.open(file) as store:
        return [dict(one) for one in Known(store.cursor(), contracts()[table]).current.values()]
