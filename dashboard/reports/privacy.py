"""What is held, why, how long and who sees it; and the register entry, a draft for a lawyer.

Made from the contracts, the role file's rights, the small-counts rule and the settings: none of it
is listed by hand. What rests on no source is called an assumption.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.access.role_words import RIGHTS_SAID, ROLES
from dashboard.access.roles import given_alone, rights_of_roles
from dashboard.access.small_counts import MASKED_BELOW, STEP
from dashboard.contracts import Column, contracts
from dashboard.followup.paper import Paper, PaperSection
from dashboard.settings import settings
from dashboard.wording import N_, Wording

_KEPT = {"audit": N_("Who saw and did what (on a server)")}
_SOURCED = N_("Sourced: {source}")
_ASSUMED = N_("Assumption, to be checked by a lawyer")
_CONTRACTS = N_("From the contracts of the tables")
_ROLES = N_("From the rights of the roles")
_SETTINGS = N_("From the settings")
_PRODUCT = N_("How the product works")
DELIBERATION = "CNDP 108-2015"
LAW = "09-08"


def held(words: Wording) -> PaperSection:
    """Return the tables: what a row is, what it is for, which persons it counts."""
    _, tables = words, contracts().values()
    counts = [column for one in tables for column in _persons(one.columns)]
    rows = tuple(
        (
            one.title[_.language],
            one.grain[_.language],
            one.about[_.language],
            _.join(column.labels[_.language] for column in _persons(one.columns)),
        )
        for one in tables
    )
    return PaperSection(
        _("What is held, and what for"),
        (
            _("No table holds a person: no name, identity number, telephone, e-mail or address. A "
              "file that holds one is refused, and nothing of it is kept."),
            _.count("Persons are counted in {n} column alone, without saying who.",
                    "Persons are counted in {n} columns alone, without saying who.", len(counts)),
            _("Beside them the product keeps its own state: imports, answers, scenarios, agendas, "
              "and of an account its identifier alone. Of files, the list of imports, the audit, "
              "packs and copies of the database alone hold that identifier."),
        ),
        (_("Table"), _("One row is"), _("What it is for"), _("Counts of persons")),
        rows,
    )  # fmt: skip


def small_counts(words: Wording) -> PaperSection:
    """Return the rule of small counts in plain words."""
    _ = words
    return PaperSection(
        _("How persons are counted"),
        (
            _("None is shown as 0. From 1 to {most} everyone reads «fewer than {n}». Above, the "
              "count is rounded to the nearest {step}.", most=MASKED_BELOW - 1, n=MASKED_BELOW,
              step=STEP),
            _("Every sum, share, score, rank and warning is made from these rounded counts, never "
              "from the exact ones: so no figure tells more than they do."),
            _("Two days show two rounded counts. A count that goes from 10 to 15 has passed the "
              "middle; by how many persons, nothing says."),
            _("The exact size of a bureau is public. Where its women are its whole, a province "
              "that has no other bureau shows it."),
            _("Exact counts are seen by who enters or brings in the figures of a territory, and on "
              "a commune's sheet by an account that was given the right. Of files, the monthly "
              "sheet of a province, packs and copies of the database alone hold them."),
        ),
    )  # fmt: skip


def seen_by(words: Wording) -> PaperSection:
    """Return what each role may do, and what is given account by account."""
    _ = words
    rows = [(_(ROLES[role]), _said(rights, _)) for role, rights in rights_of_roles().items()]
    rows.append((_("given account by account"), _said(given_alone(), _)))
    return PaperSection(
        _("Who sees it"),
        (
            _("On a laptop one user sees everything. On a server each account has a role and its "
              "territories: what is not named is refused."),
            _("Rows of a territory outside an account's never leave the server; figures of "
              "provinces and of the region are for every role."),
        ),
        (_("Role"), _("What it may do")),
        tuple(rows),
    )  # fmt: skip


def kept(words: Wording) -> PaperSection:
    """Return how long each thing is kept: what the settings say, else that no end is set."""
    _, months = words, settings().keep_months
    rows = [
        (
            _("Rows of the tables, imports undone among them"),
            _("As long as the office keeps the database: nothing is deleted by itself."),
        ),
        (_("A file that is refused"), _("Not kept.")),
    ]
    for section in sorted({*_KEPT, *months}):
        what = _(_KEPT[section]) if section in _KEPT else _.isolate(section)
        long = (
            _.count("{n} month, then closed.", "{n} months, then closed.", months[section])
            if section in months
            else _("No end is set.")
        )
        rows.append((what, long))
    return PaperSection(_("How long"), (), (_("What"), _("How long")), tuple(rows))


def rights(words: Wording) -> PaperSection:
    """Return what a person may ask for, and whom; what no source settles is marked."""
    _, contact = words, settings().privacy_contact
    asked = (
        _("Write to: {contact}.", contact=_.isolate(contact))
        if contact
        else _("No contact is set. Whoever keeps the dashboard writes it into the settings: "
               "[privacy] contact.")
    )  # fmt: skip
    return PaperSection(
        _("What a person may ask for"),
        (
            _("Law {law} counts political opinions as sensitive. Deliberation {deliberation} "
              "names information, access, rectification and opposition.",
              law=_.isolate(LAW), deliberation=_.isolate(DELIBERATION)),
            _("As no table holds a person, a request is answered from the party's own files and "
              "not from here; a count that is wrong is corrected here by who sent it. "
              "(Assumption, to be checked by a lawyer.)"),
            asked,
        ),
    )  # fmt: skip


def page_sections(words: Wording) -> tuple[PaperSection, ...]:
    """Return what the page says, in reading order."""
    return tuple(part(words) for part in (held, small_counts, seen_by, kept, rights))


def register_entry(words: Wording) -> Paper:
    """Return the entry of the register of processing, as a draft: each line says its basis."""
    _ = words
    draft = _("DRAFT, to be checked by a lawyer before it is used. It is no legal advice.")
    return Paper(
        _("Register of processing: draft of an entry"),
        (settings().party_name[_.language], _("Law {law}, CNDP.", law=_.isolate(LAW))),
        (
            PaperSection(_("The entry"), (), (_("Item"), _("Entry"), _("Basis")), _entry(_)),
            *page_sections(words),
        ),
        (draft,),
        draft,
    )


def _entry(_: Wording) -> tuple[tuple[str, str, str], ...]:
    counted = [c.labels[_.language] for one in contracts().values() for c in _persons(one.columns)]
    law = _(_SOURCED, source=_.isolate(f"{LAW}, art. 1 §3"))
    deliberation = _(_SOURCED, source=_.isolate(DELIBERATION))
    unknown = _("To be filled in.")
    return (
        (_("Controller"), settings().party_name[_.language], _(_SETTINGS)),
        (_("Contact"), settings().privacy_contact or unknown, _(_SETTINGS)),
        (_("Purpose"), _("To know where the party is ready for elections, by territory, and what "
                         "comes next."), _(_PRODUCT)),
        (_("Persons concerned"), _("Members and those present at meetings, as counts: nobody is "
                                   "named."), _(_CONTRACTS)),
        (_("Data"), _.join(dict.fromkeys(counted)), _(_CONTRACTS)),
        (_("Sensitive data"), _("Political opinions are sensitive data; counts below {n} are "
                                "masked.", n=MASKED_BELOW), law),
        (_("Where it comes from"), _("The monthly return of each province, files and forms of the "
                                     "regional secretariat."), _(_PRODUCT)),
        (_("Recipients"), _.join(_(ROLES[one]) for one in rights_of_roles()), _(_ROLES)),
        (_("How long"), _("See «{title}» below.", title=_("How long")), _(_SETTINGS)),
        (_("Transfer abroad"), _("The product sends nothing anywhere; where the server stands "
                                 "is to be filled in."), _(_ASSUMED)),
        (_("Security"), _("Login, roles and territories, audit, rounded counts, refusal of "
                          "personal data, backups."), _(_PRODUCT)),
        (_("Rights of persons"), _("Information, access, rectification, opposition."),
         deliberation),
        (_("Formality"), _("Declaration, for political communication. Whether this processing of "
                           "counts falls under it, or needs an authorisation, is open."),
         _("{one}; {other}", one=deliberation, other=_(_ASSUMED))),
    )  # fmt: skip


def _persons(columns: Iterable[Column]) -> list[Column]:
    return [column for column in columns if column.count_class == "person"]


def _said(rights_held: Iterable[str], _: Wording) -> str:
    return _.join(_(RIGHTS_SAID[one]) for one in RIGHTS_SAID if one in rights_held)
