"""Seats → the layers of their maps: constituencies, or communes with their ballot and their band.

The breaks stand in `data/reference/map_layers.csv`, rows `<kind>_seats` and `<kind>_per_seat`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.elections.seat_rule import Change
from dashboard.elections.seat_table import STEPS, SeatRow
from dashboard.figures.layers import layer_rows, look
from dashboard.figures.map_table import Layer, LayerClass
from dashboard.wording import N_, Wording

_BALLOTS = {"uninominal": N_("uninominal ballot"), "list": N_("list ballot")}
_MOVES = {
    "fewer": N_("fewer seats than by the census of 2014"),
    "same": N_("the same band"),
    "more": N_("more seats than by the census of 2014"),
}
_BALLOT_COLOURS = ("readiness.4", "readiness.2")
_MOVE_COLOURS = ("readiness.1", "readiness.3", "readiness.5")


def seat_layers(kind: str, rows: Iterable[SeatRow], words: Wording) -> list[Layer]:
    """Return seats, and inhabitants a seat, of every unit of an election."""
    listed = list(rows)
    seats = {row.unit.unit_code: float(row.seats) for row in listed if row.seats is not None}
    per_seat = {
        row.unit.unit_code: row.unit.population / row.seats
        for row in listed
        if row.seats and row.unit.population is not None
    }
    notes = {row.unit.unit_code: _note(row, words) for row in listed}
    return [
        _layer(f"{kind}_seats", seats, notes, words),
        _layer(f"{kind}_per_seat", per_seat, notes, words),
    ]


def commune_layers(
    rows: Iterable[SeatRow], changes: Mapping[str, Change], words: Wording
) -> list[Layer]:
    """Return the ballot of each commune, and whether its band moved between the censuses."""
    listed = [row for row in rows if row.unit.ballot in _BALLOTS]
    ballots = {row.unit.unit_code: list(_BALLOTS).index(row.unit.ballot) + 1 for row in listed}
    moves = {row.unit.unit_code: _move(changes.get(row.unit.unit_code)) for row in listed}
    return [
        _category("ballot", words("Ballot"), _BALLOTS, _BALLOT_COLOURS, ballots, words),
        _category("band_moved", words("Band of population, 2014 and 2024"), _MOVES, _MOVE_COLOURS,
                  moves, words),
    ]  # fmt: skip


def _layer(
    layer_id: str, values: Mapping[str, float], notes: Mapping[str, str], words: Wording
) -> Layer:
    (row,) = [one for one in layer_rows() if one["layer"] == layer_id]
    return Layer(
        **look(row, words),
        label=row[f"name_{words.label_language}"],
        values=dict(values),
        notes=notes,
        group=words("Seats"),
    )


def _category(
    layer_id: str,
    label: str,
    names: Mapping[str, str],
    colours: tuple[str, ...],
    numbers: Mapping[str, int],
    words: Wording,
) -> Layer:
    return Layer(
        layer_id,
        label,
        "category",
        tuple(LayerClass(words(word), colour=colour)
              for word, colour in zip(names.values(), colours, strict=True)),
        values={code: float(number) for code, number in numbers.items()},
        numbers=numbers,
        group=words("Seats"),
    )  # fmt: skip


def _move(change: Change | None) -> int:
    """Return the number of a class of `_MOVES`."""
    if change is None or change.before.base is None or change.after.base is None:
        return 2
    return 3 if (change.after.base > change.before.base) else 1


def _note(row: SeatRow, words: Wording) -> str:
    said = [words("An estimate.")] if row.is_estimate else []
    return " ".join([*said, words("Next step: {step}.", step=words.inside(words(STEPS[row.step])))])
