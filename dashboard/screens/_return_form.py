"""The return on a phone: commune by commune, *no change* in one tap.

Answers live in the session, by province and month, and in the browser's tab: leaving the page,
or losing the connection, and coming back goes on where it was. Nothing is stored before the whole
is looked at and committed, as one batch.
"""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.intake.monthly.form import answers_back, form_filled, same_as_before
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.layout import layout, secretariat_labels
from dashboard.intake.monthly.places import unit_name
from dashboard.intake.monthly.returning import Sender, check_filled
from dashboard.screens._drafts import (
    FIRST_DAY,
    LAST_DAY,
    drop_draft,
    keep_answers,
    keep_draft,
    typed_choice,
    typed_day,
    typed_number,
    typed_text,
)
from dashboard.screens._return_preview import show_checked
from dashboard.screens._text import finding, note

_COUNTS = ("members", "women", "bureau_members", "offices_total", "offices_filled")
_SUMMARY = contracts()["constraint_reports"].by_name["summary"].max_length
Answers = dict[str, dict[str, Any]]


def fill_in(province: str, period: str) -> None:
    """Draw the form of one commune, the progress, and the end: look and commit."""
    _ = state.wording()
    last = LastKnown(state.store(), province, period)
    answers = _answers(province, period)
    total = len(last.units)
    _keep(last, answers)
    with st.container(key="return_form"):
        st.progress(len(answers) / total, text=_("{n} of {all}", n=len(answers), all=total))
        at = _chosen(last, answers)
        if at is not None:
            _commune(last, answers, at)
        if answers:
            st.toggle(_("Look at the whole and send it"), key=f"return_end_{province}_{period}")
    if answers and st.session_state.get(f"return_end_{province}_{period}"):
        rows = frozenset(st.session_state.get("return_names_nobody", ()))
        sender = Sender(today=state.today(), names_nobody=rows)
        checked = check_filled(state.store(), form_filled(last, answers), sender)
        show_checked(checked, on_done=lambda: _forget(province, period))


def _answers(province: str, period: str) -> Answers:
    kept: dict[tuple[str, str], Answers] = st.session_state.setdefault("return_answers", {})
    return kept.setdefault((province, period), {})


def _keep(last: LastKnown, answers: Answers) -> None:
    """Let the tab keep the answers, and take back what it kept of communes of this return."""
    of = f"{last.province.code} {last.period}"
    begun = st.session_state.setdefault("return_begun", set())
    if answers:
        begun.add(of)

    def back(text: str) -> None:
        answers.update(answers_back(text, [unit.code for unit in last.units]))
        st.session_state[f"return_at_{last.province.code}_{last.period}_next"] = True

    keep_answers(of, json.dumps(answers, default=str), begun=of in begun, on_back=back)


def _forget(province: str, period: str) -> None:
    st.session_state["return_answers"].pop((province, period), None)
    st.session_state[f"return_end_{province}_{period}"] = False


def _chosen(last: LastKnown, answers: Answers) -> str | None:
    """Draw the list of communes; the first without an answer comes up by itself."""
    _ = state.wording()
    codes = [unit.code for unit in last.units]
    open_ones = [code for code in codes if code not in answers]
    key = f"return_at_{last.province.code}_{last.period}"
    if key not in st.session_state or st.session_state.pop(f"{key}_next", False):
        st.session_state[key] = open_ones[0] if open_ones else codes[-1]
    done = _("done")

    def shown(code: str) -> str:
        name = f"{codes.index(code) + 1}. {unit_name(code, _.language)}"
        return f"{name} · {done}" if code in answers else name

    chosen: str = st.selectbox(_("Commune"), codes, format_func=shown, key=key)
    return chosen


def _commune(last: LastKnown, answers: Answers, code: str) -> None:
    _ = state.wording()
    known = same_as_before(last, code)
    finding(unit_name(code, _.language))
    note(_known_words(known))
    key = f"return_{last.province.code}_{last.period}_{code}"
    was = answers.get(code, {})
    for name in ("no_meeting", "no_constraint"):
        st.checkbox(_label(name), value=bool(was.get(name)), key=f"{key}_{name}")
    st.button(
        _("No change"), type="primary", width="stretch", key=f"{key}_same",
        disabled="secretariat" not in known, on_click=_confirm,
        args=(last, answers, code, known, key),
    )  # fmt: skip
    if "secretariat" not in known:
        note(_("Nothing is known of its secretariat yet: fill in what changed."))
    with st.expander(_("Something changed"), expanded="secretariat" not in known):
        _fields(last, answers, code, key, was or known)


def _known_words(known: dict[str, Any]) -> str:
    """Return what is last known of a commune in one line; its own secretary sees it exact."""
    _ = state.wording()
    if not known:
        return _("Nothing is known of it yet.")
    said = []
    if "secretariat" in known:
        said.append(secretariat_labels(_.language)[known["secretariat"]])
    if known.get("date"):
        said.append(_.date(known["date"], "medium"))
    said += [
        _("{what}: {figures}", what=_label(name), figures=_.number(known[name]))
        for name in _COUNTS
        if name in known
    ]
    return _("Last known: {what}.", what=_.join(said))


def _label(column: str) -> str:
    return layout("communes").by_name[column].labels[state.wording().language]


def _fields(last: LastKnown, answers: Answers, code: str, key: str, was: dict[str, Any]) -> None:
    _ = state.wording()
    states = secretariat_labels(_.language)
    keep_draft(key)
    with st.form(f"{key}_form", border=False):
        given: dict[str, Any] = {
            "secretariat": st.selectbox(
                _label("secretariat"), list(states), format_func=lambda one: states[one],
                index=typed_choice(f"{key}_secretariat", states, was.get("secretariat")),
                placeholder=_("not reported"), key=f"{key}_secretariat",
            ),
            "date": _day(_("Day planned or founded"), f"{key}_date", was.get("date")),
        }  # fmt: skip
        for name in _COUNTS:
            given[name] = _count(_label(name), f"{key}_{name}", was.get(name))
        given["meeting_on"] = _day(
            _("Day of a meeting held"), f"{key}_meeting_on", was.get("meeting_on")
        )
        attendees = layout("meetings").by_name["attendees"].labels[_.language]
        given["attendees"] = _count(attendees, f"{key}_attendees", was.get("attendees"))
        given |= _constraint(last, key, was)
        st.form_submit_button(
            _("Confirm"), type="primary", width="stretch", on_click=_confirm_fields,
            args=(last, answers, code, given, key),
        )  # fmt: skip


def _constraint(last: LastKnown, key: str, was: dict[str, Any]) -> dict[str, Any]:
    _ = state.wording()
    columns = contracts()["constraint_reports"].by_name
    words = {code: one.labels[_.language] for code, one in columns["category"].by_code.items()}
    text = st.text_input(
        _("A new constraint, in one line (name nobody)"),
        typed_text(f"{key}_summary", was.get("summary") or "", _SUMMARY), max_chars=_SUMMARY,
        key=f"{key}_summary",
    )  # fmt: skip
    chosen = st.selectbox(
        columns["category"].labels[_.language], list(words),
        format_func=lambda one: words[one],
        index=typed_choice(f"{key}_category", words, was.get("category")),
        placeholder=_("not reported"), key=f"{key}_category",
    )  # fmt: skip
    raised_on = min(last.last, state.today())
    return {"summary": text.strip() or None, "category": chosen, "raised_on": raised_on}


def _day(label: str, key: str, value: Any) -> Any:
    return st.date_input(label, typed_day(key, value), format="DD/MM/YYYY", key=key,
                         min_value=FIRST_DAY, max_value=LAST_DAY)  # fmt: skip


def _count(label: str, key: str, value: Any) -> int | None:
    given: int | None = st.number_input(
        label, min_value=0, step=1, value=typed_number(key, value), key=key, format="%d"
    )
    return given


def _confirm_fields(
    last: LastKnown, answers: Answers, code: str, drawn: dict[str, Any], key: str
) -> None:
    """Take the fields as they are sent; what was drawn is what they held before."""
    held = {name: st.session_state.get(f"{key}_{name}", value) for name, value in drawn.items()}
    held["summary"] = (held["summary"] or "").strip() or None
    _confirm(last, answers, code, held, key)


def _confirm(last: LastKnown, answers: Answers, code: str, cells: dict[str, Any], key: str) -> None:
    """Keep an answer and go on to the next commune without one."""
    ticks = {name: bool(st.session_state.get(f"{key}_{name}"))
             for name in ("no_meeting", "no_constraint")}  # fmt: skip
    answers[code] = {**cells, **ticks}
    drop_draft(key)
    st.session_state[f"return_at_{last.province.code}_{last.period}_next"] = True
