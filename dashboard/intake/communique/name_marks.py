"""What a single word is among names: a given name, an office, a word that ends a name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dashboard.intake.communique.terms import lists
from dashboard.intake.communique.text import Sentence, Token
from dashboard.intake.name_places import is_servant
from dashboard.intake.name_words import key_of, listed_keys, ordinary_words, sound_of
from dashboard.territory.folding import plain_words


def is_given(token: Token) -> bool:
    """Whether a word is a given name and nothing else."""
    key = token.key
    if key.isascii():
        return is_given_key(key)
    is_joined = key[0] == "و" and len(key) > 3
    return is_given_key(key) or (is_joined and is_given_key(key[1:]))


@cache
def _given_names() -> frozenset[str]:
    return listed_keys("given") - listed_keys("ambiguous")


@lru_cache(maxsize=20_000)
def is_given_key(key: str) -> bool:
    """Whether a folded word is a given name and nothing else."""
    return key == "عبد" or sound_of(key_of(key)) in _given_names() or is_servant(key)


@cache
def _vocabulary() -> frozenset[str]:
    """Every word of the terms a communiqué is read by, and of the work."""
    told: set[str] = set(ordinary_words())
    for name, held in lists().items():
        if name != "persons":
            told |= {word for phrases in held.values() for one in phrases for word in one.split()}
    keys = {"".join(plain_words(word.strip("=*…"))) for word in told}
    return frozenset(keys | {key.removeprefix("ال") for key in keys} - {""})


@lru_cache(maxsize=20_000)
def is_vocabulary(key: str) -> bool:
    """Whether a word belongs to the language of the work: it is no part of a name by itself."""
    forms = {key, key.removeprefix("ال"), key.removeprefix("و"), key.removeprefix("وال")}
    return bool(forms & _vocabulary()) or is_never(key) or is_office(key)


@lru_cache(maxsize=20_000)
def has_title(key: str) -> bool:
    """Whether a word is a title of more than two letters: «السيد», «والدكتورة», «Mme»."""
    return len(key) > 2 and any(same(key, word) for word in folded("titles") if len(word) > 2)


@lru_cache(maxsize=20_000)
def is_office(key: str) -> bool:
    """Whether a word begins an office: «الأمين», «présidente»."""
    return any(same(key, word) for word in folded("offices"))


@lru_cache(maxsize=20_000)
def is_never(key: str) -> bool:
    """Whether a word is never part of a name."""
    return any(same(key, word) for word in folded("never"))


def is_never_at(sentence: Sentence, at: int) -> bool:
    """Whether a word of a sentence is never part of a name: «على» is not, «علي» may be."""
    token = sentence.tokens[at]
    is_ali = token.key.removeprefix("و") == "علي"
    return is_never(token.key) and not (is_ali and sentence.written(at).endswith("ي"))


@lru_cache(maxsize=200_000)
def same(key: str, word: str) -> bool:
    """Whether a word of the text is one of the list, whatever is written onto it."""
    if word.endswith("*"):
        bare = word[:-1]
        return key.startswith(bare) or (key[:1] in "وف" and key[1:].startswith(bare))
    if key == word:
        return True
    if key.isascii():
        return False
    return re.fullmatch(rf"[وف]?(?:لل|[بكل]?ال|[بكل])?{re.escape(word)}", key) is not None


def is_ambiguous(token: Token) -> bool:
    """Whether a word is a given name, or one that is a word of the language too."""
    keys = [token.key, *([token.key[1:]] if token.key[0] == "و" and len(token.key) > 3 else ())]
    return any(may_be_given(key) for key in keys) or is_given(token)


def may_be_given(key: str) -> bool:
    """Whether a folded word is a given name, whatever else it is."""
    return sound_of(key_of(key)) in listed_keys("given")


def is_office_word(key: str) -> bool:
    """Whether a word ends an office that a name may follow: «النائبة البرلمانية»."""
    return is_office(key) or any(same(key, word) for word in folded("office_ends"))


def is_capital(sentence: Sentence, at: int) -> bool:
    """Whether a word begins with a capital."""
    return sentence.written(at)[:1].isupper()


@cache
def folded(name: str) -> tuple[str, ...]:
    """Return a list of the section *persons* as folded words; `*` frees an ending."""
    told: list[str] = lists()["persons"][name]
    return tuple(
        "".join(plain_words(one.rstrip("*"))) + ("*" if one.endswith("*") else "") for one in told
    )
