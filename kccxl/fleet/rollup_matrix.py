"""The matrix of ratings by directorate, date and division, and what a reader must know before adding it up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kccxl.fleet.rollup import NOT_STATED, Council, Part, directorate_key, order_of
from kccxl.fleet.rollup_lines import Kind, Rated
from kccxl.reports.paper.wording import amount, listing, verb
from kccxl.rules.rag import Rag


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one row of the matrix, by kind and colour.

    >>> Tally.of([]).count(Kind.LATEST, Rag.RED)
    0
    """

    counts: Counter[tuple[Kind, Rag | None]]

    @classmethod
    def of(cls, ratings: Sequence[Rated]) -> Tally:
        """Count ratings."""
        return cls(Counter((each.kind, each.rag) for each in ratings))

    def count(self, kind: Kind, rag: Rag | None) -> int:
        """How many ratings of a kind have a colour; None counts what is not rated."""
        return self.counts[kind, rag]

    def total(self, kind: Kind) -> int:
        """How many lines of a kind there are, rated or not."""
        return sum(count for (counted, _), count in self.counts.items() if counted is kind)

    def as_json(self) -> dict[str, dict[str, int]]:
        """The counts for other programs."""
        return {
            kind.name.lower(): {(rag.value if rag else "not_rated"): self.count(kind, rag) for rag in (*Rag, None)}
            for kind in Kind
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """A directorate at one date: its reports, from one workbook or several, and its divisions in their order."""

    directorate: str
    year: str
    up_to: str
    illustrative: bool
    parts: Sequence[Part]

    @property
    def date(self) -> str:
        """The period it reports up to; where that is not known, the financial year."""
        return self.up_to or (f"{self.year} (month not stated)" if self.year else "date not stated")

    @property
    def ratings(self) -> list[Rated]:
        """All its ratings."""
        return [each for part in self.parts for each in part.rated]

    @property
    def divisions(self) -> dict[str, Tally]:
        """Its counts by division."""
        names = dict.fromkeys(each.division for each in self.ratings)
        return {name: Tally.of([each for each in self.ratings if each.division == name]) for name in names}


def groups(council: Council) -> Iterator[Group]:
    """Yield the directorates that have ratings, each once for each date it reports."""
    found: dict[tuple[Any, ...], list[Part]] = {}
    for part in council.parts:
        if part.rated:
            key = order_of(part) if part.directorate else (*order_of(part), part.rated[0].place.workbook)
            found.setdefault(key, []).append(part)
    for parts in found.values():
        first = parts[0]
        yield Group(first.directorate or NOT_STATED, first.year, first.up_to, first.illustrative, parts)


def remarks(council: Council) -> list[str]:
    """Say what a reader must know before adding counts up: periods that differ, lines met twice, what is left out."""
    found = list(groups(council))
    said = [*_periods(found), *_twice(council, found)]
    invented = [group.directorate for group in found if group.illustrative]
    if invented:
        named = listing(list(dict.fromkeys(invented)))
        said.append(
            f"The figures of {named} are illustrative: invented to show how the paper works, not actual results."
        )
    left_out = council.left_out
    if left_out:
        said.append(f"{amount(len(left_out), 'workbook').capitalize()} {verb(len(left_out))} left out of all counts, "
                    "Reds, movements and variances. The sheet Data quality says why.")  # fmt: skip
    return said


def _periods(found: Sequence[Group]) -> Iterator[str]:
    dates = dict.fromkeys(group.date for group in found)
    if len(dates) > 1:
        yield (f"The workbooks do not report up to the same date ({listing(list(dates))}). Their counts stand side by "
               "side; the total is not the position at any one date.")  # fmt: skip
    names = Counter(directorate_key(group.directorate) for group in found if group.directorate != NOT_STATED)
    for group in {directorate_key(group.directorate): group for group in found}.values():
        if names[directorate_key(group.directorate)] > 1:
            yield f"{group.directorate} reports at more than one date; its indicators count once for each of them."


def _twice(council: Council, found: Sequence[Group]) -> Iterator[str]:
    """Say which lines of one directorate and date stand in more than one workbook, and so count twice."""
    for group in found:
        places: dict[tuple[str, str, str], set[int]] = {}
        for each in group.ratings:
            places.setdefault((each.measure, each.division, each.name), set()).add(each.place.workbook)
        books = sorted({number for numbers in places.values() if len(numbers) > 1 for number in numbers})
        if books:
            named = listing([council.sources[number].name for number in books])
            yield f"{named} hold lines of the same name for {group.directorate}, {group.date}: they are counted in each."
