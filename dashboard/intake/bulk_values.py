"""Columns of text → typed columns: each different text is read once, by what reads single cells.

A row with a cell that is not plainly right is not judged here: it is *odd*, and goes the way of
small files, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.contracts import Column, Contract, contracts
from dashboard.intake.bulk import ROW
from dashboard.intake.cell_answers import persons_in
from dashboard.intake.date_styles import columns_asked
from dashboard.intake.faults import CellFault
from dashboard.intake.headers import Columns
from dashboard.intake.reading import Line, Sheet, clean
from dashboard.intake.references import Targets
from dashboard.intake.staging import BODY_COLUMNS, Stager
from dashboard.intake.values import NEW_ID, is_erasure

Flags = npt.NDArray[np.bool_]
_ARROW = {"integer": pa.int32(), "boolean": pa.bool_(), "date": pa.date32(),
          "dates": pa.list_(pa.date32()), "units": pa.list_(pa.string()),
          "texts": pa.list_(pa.string()), "references": pa.list_(pa.string())}  # fmt: skip
_OURS = r"^(?:{tables})\.[A-Za-z0-9._:\-]{{1,100}}$"
_LONG_RUN = r"[0-9]{5}"
_NUMBERED = r"^[A-Za-z][A-Za-z._:\-]{0,40}[0-9]{7,8}$"  # of no form that could find a person


@dataclass(frozen=True)
class TypedRows:
    """Typed columns of all rows: `row`, the columns, `erased.<name>`; and which rows are odd."""

    columns: dict[str, pa.Array]
    odd: Flags


class Typist:
    """Reads the columns of one large file."""

    def __init__(
        self, contract: Contract, columns: Columns, stager: Stager, targets: Mapping[str, Targets]
    ) -> None:
        self._contract, self._columns = contract, columns
        self._stager, self._targets = stager, targets

    def typed(self, table: pa.Table) -> TypedRows:
        """Return the typed columns of the rows."""
        texts = {name: _dictionary(table, at) for name, at in self._columns.at.items()}
        self._stager.asked = columns_asked(
            self._contract,
            {name: held.dictionary.to_pylist() for name, held in texts.items()
             if self._contract.by_name[name].type in ("date", "dates")},
        )  # fmt: skip
        odd = np.zeros(table.num_rows, dtype=bool)
        found: dict[str, pa.Array] = {ROW: table.column(ROW).combine_chunks()}
        for name, held in texts.items():
            column = self._contract.by_name[name]
            if name == self._contract.place:
                values, state = self._places(table, held, texts)
            elif name == self._contract.id_column:
                values, state = self._ids(held)
            else:
                read = self._read(column, held.dictionary.to_pylist())
                values = pa.array(
                    [value for value, _ in read], _ARROW.get(column.type, pa.string())
                )
                values = values.take(held.indices)
                state = _state_of(held, np.array([one for _, one in read], dtype=np.int8))
            odd |= state == _ODD
            found[name] = values
            if (state == _ERASED).any():
                found[f"erased.{name}"] = pa.array(state == _ERASED)
        return TypedRows(found, odd)

    def _read(self, column: Column, texts: Sequence[str]) -> list[tuple[Any, int]]:
        return [self._one(column, clean(text)) for text in texts]

    def _one(self, column: Column, text: str | None) -> tuple[Any, int]:
        """Return the value of a text and what it is."""
        if text is None:
            return None, _EMPTY
        if is_erasure(text):
            fixed = column.required or column.name in self._contract.identity
            return None, _ODD if fixed else _ERASED
        if self._names_a_person(column, text):
            return None, _ODD
        value = self._quietly(lambda: self._stager.value(0, column.name, text, None, {}))
        if value is None or value == NEW_ID:
            return None, _ODD
        return self._resolved(column, value)

    def _resolved(self, column: Column, value: Any) -> tuple[Any, int]:
        targets = self._targets.get(column.refers_to)
        if not column.refers_to or targets is None:
            return value, _FILLED
        try:
            found = [targets.find(one) for one in (value if isinstance(value, list) else [value])]
        except CellFault:
            return None, _ODD
        if None in found:
            return None, _ODD
        return (found if isinstance(value, list) else found[0]), _FILLED

    def _names_a_person(self, column: Column, text: str) -> bool:
        return any(persons_in(self._contract, {column.name: 0}, _sheet(text)))

    def _quietly(self, read: Callable[[], Any]) -> Any:
        """Return what is read, None for a fault, which is told where the odd rows are read."""
        value = read()
        if self._stager.problems:
            self._stager.problems.clear()
            return None
        return value

    def _ids(self, held: pa.DictionaryArray) -> tuple[pa.Array, npt.NDArray[np.int8]]:
        """Most ids are plainly ours or plainly numbers; only the others are looked at singly."""
        column = self._contract.by_name[self._contract.id_column]
        texts = pc.utf8_trim_whitespace(held.dictionary)
        ours = pc.match_substring_regex(texts, _OURS.format(tables="|".join(contracts())))
        short = pc.invert(pc.match_substring_regex(texts, _LONG_RUN))
        numbered = pc.match_substring_regex(texts, _NUMBERED)
        plain = pc.or_(pc.and_(ours, short), numbered).to_numpy(zero_copy_only=False)
        states = np.where(plain, _FILLED, _ODD).astype(np.int8)
        for at in np.flatnonzero(~plain):
            states[at] = self._one(column, clean(texts[int(at)].as_py()))[1]
        return texts.take(held.indices), _state_of(held, states)

    def _places(
        self, table: pa.Table, held: pa.DictionaryArray, texts: Mapping[str, pa.DictionaryArray]
    ) -> tuple[pa.Array, npt.NDArray[np.int8]]:
        """Read each different place with the body and the province beside it."""
        body = texts.get(BODY_COLUMNS.get(self._contract.table, ""))
        at = self._columns.province_at
        province = None if at is None else _dictionary(table, at)
        parts = [held, *(one for one in (body, province) if one is not None)]
        keys = np.zeros(table.num_rows, dtype=np.int64)
        for part in parts:
            keys = keys * (len(part.dictionary) + 1) + _index(part) + 1
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        read = [self._place(held, body, province, int(row)) for row in first]
        values = pa.array([value for value, _ in read], pa.string())
        states = np.array([state for _, state in read], dtype=np.int8)
        return values.take(pa.array(inverse)), states[inverse]

    def _place(
        self,
        held: pa.DictionaryArray,
        body: pa.DictionaryArray | None,
        province: pa.DictionaryArray | None,
        row: int,
    ) -> tuple[Any, int]:
        text = clean(held[row].as_py() or "")
        if text is None or is_erasure(text):
            return None, _ODD  # filled in, or refused, where rows are looked at singly
        column = self._contract.by_name[self._contract.place]
        if self._names_a_person(column, text):
            return None, _ODD
        kind = BODY_COLUMNS.get(self._contract.table, "")
        said = clean(body[row].as_py() or "") if body is not None else None
        values = {}
        if said is not None:
            values[kind] = self._quietly(lambda: self._stager.value(0, kind, said, None, {}))
        code, known = None, clean(province[row].as_py() or "") if province is not None else None
        if known is not None:
            code = self._quietly(lambda: self._stager.province_of(0, known))
            if code is None:
                return None, _ODD
        found = self._quietly(lambda: self._stager.value(0, column.name, text, code, values))
        return found, _ODD if found is None else _FILLED


_FILLED, _EMPTY, _ERASED, _ODD = range(4)


def _dictionary(table: pa.Table, at: int) -> pa.DictionaryArray:
    column = table.column(f"c{at}").combine_chunks()
    if pa.types.is_dictionary(column.type):
        return column
    return column.dictionary_encode()


def _index(held: pa.DictionaryArray) -> npt.NDArray[np.int64]:
    """Where each row's text stands among the different ones; -1 for an empty cell."""
    filled: npt.NDArray[np.int64] = pc.fill_null(held.indices, -1).to_numpy().astype(np.int64)
    return filled


def _state_of(held: pa.DictionaryArray, states: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    return np.append(states, np.int8(_EMPTY))[_index(held)]


def _sheet(text: str) -> Sheet:
    return Sheet(("",), 1, (Line(0, (text,)),))
