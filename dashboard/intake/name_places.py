"""Words beside names: places that bear one, given and family names, titles."""

from __future__ import annotations

from functools import cache

from dashboard.intake.name_words import (
    Word,
    key_of,
    listed_keys,
    ordinary_words,
    sound_of,
    without_prefix,
)
from dashboard.intake.person_names import listed

LATIN_JOINERS = frozenset(
    ("el", "al", "ben", "bent", "bint", "bnt", "ibn", "ould", "oult", "ait", "aid", "bou", "abou")
) | {"ou", "oum", "abi"}
ARABIC_JOINERS = frozenset(["بن", "بنت", "ابن", "ولد", "ايت", "ابو", "ام", "بو"])
FAMILY_ENDS = (
    "aoui",
    "oui",
    "ani",
    "ini",
    "adi",
    "idi",
    "azi",
    "assi",
    "ouni",
    "ami",
    "imi",
    "ari",
    "iri",
    "ali",
)
WORD_ENDS = (
    *("er", "ir", "re", "oir", "tion", "sion", "ment", "ements", "age", "ages", "ite", "ites"),
    *("ance", "ence", "eur", "eurs", "ure", "ures", "ique", "iques", "aux", "elle", "elles"),
    *("ee", "ees", "es", "ing", "ed", "ty"),
)


# One word follows these in the name of a tribe or a place.
_TRIBES = frozenset(("oulad", "ouled", "ould", "bni", "beni", "ait", "اولاد", "بني", "ايت"))


def mark_places(words: list[Word]) -> None:
    """What follows «Sidi», «avenue», «دوار» is a place; a holy man's place has no family name."""
    for at, word in enumerate(words):
        key = (
            word.key
            if word.key in _before_place()
            else next((k for k in without_prefix(word.key) if k in _before_place()), "")
        )
        if not key or (word.key.isascii() and word.key in ("had", "my") and not word.is_capital):
            continue
        if at and words[at - 1].follows is False and words[at - 1].key in titles():
            continue
        reach = 1 if key in _TRIBES else 4
        saints = key in (
            "sidi",
            "moulay",
            "my",
            "lalla",
            key_of("سيدي"),
            key_of("مولاي"),
            key_of("لالة"),
            key_of("للا"),
        )
        if saints and _is_person_after(words, at):
            continue
        word.is_known = True
        for near in words[at + 1 : at + 1 + reach]:
            if not near.follows or not (
                near.is_arabic or near.is_capital or near.key in LATIN_JOINERS
            ):
                break
            if not (
                is_given(near)
                or is_family(near)
                or near.key in LATIN_JOINERS | ARABIC_JOINERS
                or near.is_capital
            ):
                break
            near.is_known = True


def _is_person_after(words: list[Word], at: int) -> bool:
    """«Moulay Ahmed Alaoui»: a given name, then a family name that is on the list."""
    near = [
        word for word in words[at + 1 : at + 4] if word.key not in LATIN_JOINERS | ARABIC_JOINERS
    ]
    return (
        len(near) > 1
        and near[1].follows
        and is_given(near[0])
        and sound_of(near[1].key) in listed_keys("family")
    )


def is_before_place(key: str) -> bool:
    """Whether a word stands before a place that bears a name: «Sidi», «avenue», «دوار»."""
    return key in _before_place()


@cache
def _before_place() -> frozenset[str]:
    return frozenset(key_of(word) for word in listed("before_place"))


@cache
def titles() -> frozenset[str]:
    """Return what is said before a name: السيد, Mme, Dr."""
    return frozenset(key_of(word) for word in listed("titles_latin", "titles_arabic"))


def is_given(word: Word) -> bool:
    """Whether a word is a given name that is nothing else."""
    keys = [word.key, *(without_prefix(word.key) if word.is_arabic else ())]
    return any(sound_of(key) in listed_keys("given") or is_servant(key) for key in keys)


def is_servant(key: str) -> bool:
    """«Abdel…», «عبد ال…», «…eddine»: names made after one pattern."""
    return (
        (key.startswith("عبدال") and len(key) > 6)
        or (key.startswith(("abdel", "abder", "abdes", "abdou", "abdal", "abdul")) and len(key) > 6)
        or (key.endswith(("eddine", "edine", "الدين")) and len(key) > 7)
    )


def is_family(word: Word) -> bool:
    """Whether a word is a family name."""
    key = word.key
    if sound_of(key) in listed_keys("family"):
        return True
    if word.is_arabic or key in ordinary_words() or not word.is_capital:
        return False
    return (key.startswith(("ben", "bel", "bou")) and len(key) > 6) or (
        key.endswith(FAMILY_ENDS) and len(key) > 4
    )
