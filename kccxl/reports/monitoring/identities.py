"""Cast across: an amount that is typed although it follows from others of its line is held against them.

Domain rule "Monitoring": variance = forecast - budget, revised variance = variance + adjustment, movement =
revised - last reported. What rounding can explain is a note, a difference beyond it an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kccxl.reports.money.lines import LineKind, MoneyLine
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.monitoring.model import Line
from kccxl.reports.monitoring.reading import ReadTable
from kccxl.rules.casting import Cast, Verdict, cast
from kccxl.rules.exact import exact_sum
from kccxl.rules.rounding import round_half_up, show
from kccxl.rules.variance import as_printed
from kccxl.tables.cells import Figure
from kccxl.tables.problems import ProblemLog, Severity

_NAMES = {
    "net_budget": "the net budget",
    "forecast": "the forecast",
    "variance": "the forecast variance",
    "adjustment": "the adjustment",
    "revised": "the revised variance",
    "last_reported": "the last reported position",
    "movement": "the movement",
}
_MADE_OF = {
    "variance": (("forecast", 1), ("net_budget", -1)),
    "revised": (("variance", 1), ("adjustment", 1)),
    "movement": (("revised", 1), ("last_reported", -1)),
}


@dataclass(frozen=True, slots=True)
class _Part:
    """An amount that another is made of: its column, whether it is added or taken off, and its cell, if typed."""

    name: str
    sign: int
    amount: Decimal
    cell: str


def check_identities(
    read: MoneyLine, line: Line, table: ReadTable, settings: MoneySettings, log: ProblemLog
) -> None:
    """Report each typed amount of a line that is not what the others give."""
    for name in _MADE_OF:
        figure = read.amount(name)
        parts = _parts(name, line)
        if figure.value is None or parts is None or not any(part.cell for part in parts):
            continue
        decimals = table.decimals([name, *(part.name for part in parts)])
        signs = [part.sign for part in parts]
        amounts = [part.amount for part in parts]
        found = cast(amounts, figure.value, decimals=decimals, signs=signs)
        expected = f"{_pounds(found.recomputed, settings)}, {_in_words(parts)}"
        if found.verdict is Verdict.DIFFERS:
            accepted = line.kind is LineKind.TOTAL and settings.accept_totals
            _report(name, figure, expected, log, accepted=accepted)
        elif found.verdict is Verdict.ROUNDING and _visible(found, parts, decimals):
            log.note(
                "amount-rounding",
                figure.cell,
                f"{_NAMES[name]} {figure.printed}, which its figures as printed do not give",
                expected,
                "Nothing, if each figure is rounded on its own.",
            )


def _parts(name: str, line: Line) -> list[_Part] | None:
    """Return what an amount is made of, down to what is typed; None where one of it is not known."""
    found = list(_leaves(name, line, 1))
    if any(part is None for part in found):
        return None
    return [part for part in found if part is not None and (part.cell or part.amount)]


def _leaves(name: str, line: Line, sign: int) -> Iterator[_Part | None]:
    for part, way in _MADE_OF[name]:
        amount: Decimal | None = getattr(line.amounts, part)
        typed = part in line.typed
        if amount is None:
            yield None
        elif not typed and part in _MADE_OF and _parts(part, line):
            yield from _leaves(part, line, sign * way)
        else:
            yield _Part(part, sign * way, amount, line.cells[part] if typed else "")


def _report(name: str, figure: Figure, expected: str, log: ProblemLog, *, accepted: bool) -> None:
    log.add(
        Severity.WARNING if accepted else Severity.ERROR,
        "amount-differs",
        figure.cell,
        f"{_NAMES[name]} {figure.printed}",
        expected,
        "It was accepted as printed, by the settings, and is printed as it stands."
        if accepted
        else "Correct this cell or one of those it is made of; or leave it blank, and it is computed.",
    )


def _in_words(parts: Sequence[_Part]) -> str:
    """Name the amounts and their cells: the revised variance in E5 less the last reported position in F5."""
    said = ""
    for part in parts:
        joint = " plus " if part.sign > 0 else " less "
        place = f" in {part.cell.rpartition('!')[2]}" if part.cell else ", which is computed"
        said += f"{joint if said or part.sign < 0 else ''}{_NAMES[part.name]}{place}"
    return said.strip()


def _pounds(amount: Decimal, settings: MoneySettings) -> str:
    return show(as_printed(amount, settings.sign), "£", None, settings.shown.suffix)


def _visible(found: Cast, parts: Sequence[_Part], decimals: int) -> bool:
    """Whether a reader who adds the figures as printed comes to another one than the printed."""
    shown = [round_half_up(part.amount, decimals) * part.sign for part in parts]
    return exact_sum(shown) != round_half_up(found.printed, decimals)
