"""Activity in the data layout: thresholds by quarter, and what is expected by the period reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kccxl.reports.performance.words import tidy_ref
from kccxl.rules.activity import Kind, expected_to_date
from kccxl.rules.exact import exact_sum
from kccxl.rules.rounding import round_half_up, show
from kccxl.tables.cells import BLANK, Figure
from kccxl.tables.cells import Kind as CellKind
from kccxl.tables.problems import ProblemLog, Severity
from kccxl.tables.rows import Row

QUARTERS = ("q1", "q2", "q3", "q4")


@dataclass
class ActivityRows:
    """The rows of one activity indicator: its first row, and the thresholds of each bound."""

    row: Row
    ref: str
    kind: Kind
    bounds: dict[str, Sequence[Figure]] = field(default_factory=dict)


def gather(rows: Sequence[Row], log: ProblemLog) -> list[ActivityRows]:
    """Put the Upper and the Lower row of each indicator together.

    A row without a ref belongs to the one above.
    """
    found: dict[str, ActivityRows] = {}
    last = ""
    for row in rows:
        ref = tidy_ref(row.text("ref")) or last
        if not ref:
            log.error(
                "row-without-ref",
                row.place("ref"),
                "a threshold without a ref",
                "a ref such as CS08",
                "Type the ref, or empty the row.",
            )
            continue
        last = ref
        item = found.setdefault(ref, ActivityRows(row, ref, _kind(row, log)))
        bound = row.text("threshold").lower()
        if not bound:
            continue
        if bound not in ("upper", "lower"):
            log.error(
                "bad-threshold",
                row.place("threshold"),
                f"“{row.text('threshold')}”",
                "Upper or Lower",
                "Type which threshold this row holds.",
            )
        elif bound in item.bounds:
            log.error(
                "threshold-twice",
                row.place("threshold"),
                f"a second {bound} threshold of {ref}",
                "one Upper and one Lower row",
                "Delete one of the two.",
            )
        else:
            item.bounds[bound] = [row.figure(name, severity=Severity.WARNING) for name in QUARTERS]
            check_total(row, item, item.bounds[bound], log)
    for item in found.values():
        _check_bounds(item, log)
    return list(found.values())


def _check_bounds(item: ActivityRows, log: ProblemLog) -> None:
    """A lower threshold above the upper one of its quarter: the two were exchanged, and neither can be used."""
    pairs = zip(item.bounds.get("lower", ()), item.bounds.get("upper", ()), strict=False)
    swapped = [(low, high) for low, high in pairs if low.value and high.value and low.value > high.value]
    for low, high in swapped:
        log.error(
            "thresholds-swapped",
            low.cell,
            f"a lower threshold of {low.shown} above an upper one of {high.shown} ({item.ref})",
            "a lower threshold no greater than the upper one",
            "Exchange the two, or correct the one that is wrong.",
        )
    if swapped:
        item.bounds = {}


def expected(item: ActivityRows, bound: str, months: int | None) -> Figure:
    """Return what a threshold comes to after so many months of the year; blank where none is set."""
    quarters = item.bounds.get(bound)
    if not quarters or months is None:
        return BLANK
    if any(figure.kind is CellKind.TEXT for figure in quarters):
        return BLANK
    value = expected_to_date([figure.value for figure in quarters], months, item.kind)
    if value is None:
        return BLANK
    decimals = max((figure.decimals or 0 for figure in quarters if figure.known), default=0)
    last = [figure for figure in quarters[: (months + 2) // 3] if figure.known][-1]
    return Figure(CellKind.NUMBER, value, last.unit, max(0, decimals), cell=last.cell)


def is_annual(item: ActivityRows) -> bool:
    """Whether a measure is taken once a year: its thresholds stand in one quarter only."""
    counts = [
        sum(figure.kind is not CellKind.BLANK for figure in quarters) for quarters in item.bounds.values()
    ]
    return bool(counts) and max(counts) == 1


def describe(item: ActivityRows) -> str:
    """Return the thresholds of the year in one line, for a report without results."""
    lines = []
    for bound in ("upper", "lower"):
        shown = [f.shown or "–" for f in item.bounds.get(bound, ())]
        if any(text != "–" for text in shown):
            lines.append(
                f"{bound.capitalize()}: " + ", ".join(f"Q{n} {t}" for n, t in enumerate(shown, 1) if t != "–")
            )
    return "; ".join(lines)


def check_total(row: Row, item: ActivityRows, quarters: Sequence[Figure], log: ProblemLog) -> None:
    """Hold the expected total against the quarters: their sum for a flow, the closing quarter for a stock."""
    total = row.figure("total", severity=Severity.WARNING)
    values = [figure.value for figure in quarters if figure.value is not None]
    if total.value is None or not values or any(figure.kind is CellKind.TEXT for figure in quarters):
        return
    wanted: Decimal = exact_sum(values) if item.kind is Kind.FLOW else values[-1]
    if total.decimals is not None:
        wanted = round_half_up(wanted, total.decimals)
    if wanted != total.value:
        way = "the four quarters add up to" if item.kind is Kind.FLOW else "the closing quarter says"
        log.warn(
            "total-differs",
            row.place("total"),
            f"{total.shown} as the {row.text('threshold').lower()} total",
            f"{show(wanted)}: {way} that ({', '.join(figure.shown for figure in quarters)})",
            "Correct the total or the quarter that is wrong.",
        )


def _kind(row: Row, log: ProblemLog) -> Kind:
    word = row.text("kind").lower()
    if word in {"stock", "level", "snapshot"}:
        return Kind.STOCK
    if word not in {"flow", "", "sum"}:
        log.error(
            "bad-kind",
            row.place("kind"),
            f"“{row.text('kind')}”",
            "flow or stock",
            "Type flow where the figures of the months add up, stock where they are a level.",
        )
    return Kind.FLOW
