"""How a list ballot shares out its seats: the largest remainder, on registered or valid votes.

Each list takes a seat for every whole quota of votes; the seats left go to the largest remainders.
The quota is the number of registered voters divided by the seats (Morocco since 2021), or the
valid votes of the lists that reach the threshold divided by the seats (before). A calculator, no
forecast: it says what given votes make, never what voters will do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.errors import Said, UserError

Base = Literal["registered", "valid"]


@dataclass(frozen=True)
class Ballot:
    """What a list ballot asks: seats, base of the quota, threshold (0..1) of the valid votes.

    `registered` is needed for the base `registered` alone; `valid` are all valid votes where they
    are more than those of the lists given (None: the sum of the lists).
    """

    seats: int
    base: Base = "registered"
    registered: int | None = None
    threshold: float = 0.0
    valid: int | None = None


@dataclass(frozen=True)
class ListSeats:
    """What one list obtains.

    `by_quota` and `by_remainder` seats; `remainder` the votes left after the quota's; `is_tied`: it
    stands level with another for a seat that is given to neither; `is_below`: under the threshold.
    """

    name: str
    votes: int
    by_quota: int
    by_remainder: int
    remainder: float
    is_tied: bool = False
    is_below: bool = False

    @property
    def seats(self) -> int:
        """All its seats."""
        return self.by_quota + self.by_remainder


@dataclass(frozen=True)
class Allocation:
    """The lists by votes, largest first, and the quota in votes.

    `undecided` seats stand between lists that are level: the law's rule for that is not applied.
    """

    lists: tuple[ListSeats, ...]
    quota: float
    undecided: int

    def of(self, name: str) -> ListSeats:
        """Return what a list obtains; KeyError for any other name."""
        return {one.name: one for one in self.lists}[name]


def allocate(votes: Mapping[str, int], ballot: Ballot) -> Allocation:
    """Share out the seats of a ballot among lists.

    Seats that are left once every list has one by its remainder go round again, in the same order.

    Raises:
        UserError: no seat, no list with votes, registered voters missing or fewer than the votes.
    """
    total = _checked(votes, ballot)
    in_it = {name: n for name, n in votes.items() if n > 0 and n >= ballot.threshold * total}
    if not in_it:
        raise UserError(Said("No list reaches the threshold: no seat can be given."))
    base = ballot.registered if ballot.base == "registered" else sum(in_it.values())
    seats, registered = ballot.seats, int(base or 0)
    # In whole numbers: votes × seats against the base, so that no rounding decides a seat.
    whole = {name: n * seats // registered for name, n in in_it.items()}
    rest = {name: in_it[name] * seats - whole[name] * registered for name in in_it}
    more, tied, undecided = _by_remainder(rest, seats - sum(whole.values()))
    lists = [
        ListSeats(
            name, n, whole.get(name, 0), more.get(name, 0), rest.get(name, 0) / seats,
            name in tied, name not in in_it,
        )
        for name, n in votes.items()
    ]  # fmt: skip
    ranked = sorted(lists, key=lambda one: (-one.votes, one.name))
    return Allocation(tuple(ranked), registered / seats, undecided)


def votes_for_one_more(votes: Mapping[str, int], ballot: Ballot, name: str) -> int | None:
    """Return the fewest votes more, all others as they are, that give a list one more seat.

    None where no number does: it has every seat, or there are no more registered voters.
    """
    now = allocate(votes, ballot).of(name).seats
    most = _most_more(votes, ballot)

    def gains(more: int) -> bool:
        found = allocate({**votes, name: votes[name] + more}, _grown(ballot, more))
        return found.of(name).seats > now

    if most < 1 or not gains(most):
        return None
    low, high = 0, most  # a list's seats never fall as its own votes rise
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if gains(middle) else (middle, high)
    return high


def _by_remainder(rest: Mapping[str, int], left: int) -> tuple[dict[str, int], set[str], int]:
    """Return seats by remainder, the lists that are level for the last, and the seats so left."""
    given = {name: left // len(rest) for name in rest}
    left %= len(rest)
    order = sorted(rest.values(), reverse=True)
    if not left:
        return given, set(), 0
    last = order[left - 1]
    above = [name for name, n in rest.items() if n > last]
    level = [name for name, n in rest.items() if n == last]
    if len(above) + len(level) > left:
        return _plus(given, above), set(level), left - len(above)
    return _plus(given, [*above, *level]), set(), 0


def _plus(given: dict[str, int], names: Sequence[str]) -> dict[str, int]:
    return given | {name: given[name] + 1 for name in names}


def _checked(votes: Mapping[str, int], ballot: Ballot) -> int:
    """Return the valid votes; refuse what no seat can be computed from."""
    listed = sum(votes.values())
    total = listed if ballot.valid is None else ballot.valid
    if ballot.seats < 1:
        raise UserError(Said("There is no seat to share out: give at least one."))
    if any(n < 0 for n in votes.values()):
        raise UserError(Said("A list cannot have fewer than 0 votes: correct the number."))
    if listed == 0:
        raise UserError(Said("No list has a vote: give the votes of at least one."))
    if total < listed:
        raise UserError(
            Said("The lists have {listed} votes, more than the {valid} valid ones: correct one "
                 "of the two.", listed=listed, valid=total)
        )  # fmt: skip
    if ballot.base == "registered" and ballot.registered is None:
        raise UserError(
            Said("The number of registered voters is missing: the quota is reckoned on it.")
        )
    if ballot.registered is not None and ballot.registered < total:
        raise UserError(
            Said("There are {valid} votes and only {registered} registered voters: correct one "
                 "of the two.", valid=total, registered=ballot.registered)
        )  # fmt: skip
    return total


def _most_more(votes: Mapping[str, int], ballot: Ballot) -> int:
    """Return how many votes more there can be: the registered, or enough to take every seat."""
    total = sum(votes.values()) if ballot.valid is None else ballot.valid
    if ballot.registered is not None:
        return ballot.registered - total
    return total * (2 * ballot.seats + 1)


def _grown(ballot: Ballot, more: int) -> Ballot:
    """Return the ballot with more valid votes, where their number is given."""
    if ballot.valid is None:
        return ballot
    return replace(ballot, valid=ballot.valid + more)
