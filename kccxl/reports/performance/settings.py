"""Settings of a performance workbook: from a Settings table, or from the lines of a cover sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeVar

from kccxl.errors import RuleError
from kccxl.reports.performance.model import Settings
from kccxl.rules.financial_year import MONTHS, FinancialYear, Period
from kccxl.rules.periods import parse_period
from kccxl.rules.rag import Scheme
from kccxl.rules.rounding import Basis
from kccxl.rules.travel import Method
from kccxl.tables.cells import Figure, plain_text
from kccxl.tables.grid import Value
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row
from kccxl.tables.spec import caption

T = TypeVar("T")
_TOLERANCES = "a number from 1 to 100, or a percentage such as 10%"

_NAMES = {
    "title": "title",
    "directorate": "directorate",
    "financial year": "financial_year",
    "results up to": "results_up_to",
    "publication date": "publication_date",
    "rounding basis": "basis",
    "rag scheme": "scheme",
    "tolerance %": "tolerance",
    "tolerance": "tolerance",
    "direction of travel": "method",
    "dot method": "method",
    "direction of travel method": "method",
    "illustrative": "illustrative",
}
_COVER = re.compile(
    r"^(?P<name>financial year|results up to|publication date|directorate)\b\s*[:–-]?\s*(?P<value>.*)$",
    re.IGNORECASE,
)


def read_settings(rows: Iterable[Row], log: ProblemLog, start: Settings) -> tuple[Settings, dict[str, str]]:
    """Read a Settings table.

    Returns:
        The settings and, by field name, the cell each came from.

    """
    settings, cells = start, {}
    for row in rows:
        label = row.text("setting")
        if not label:
            continue
        name, value = _NAMES.get(caption(label)), row.value("value")
        if name is None:
            log.note(
                "unknown-setting",
                row.place("setting"),
                f"“{label}”",
                "one of the settings kccxl knows",
                "It has no effect; see the Settings sheet of `kccxl new performance`.",
            )
        elif row.text("value"):
            given = row.figure("value") if name == "tolerance" else value
            settings = put(settings, name, given, row.place("value"), log)
            cells[name] = row.place("value")
    return settings, cells


def cover_line(text: str, beside: Value) -> tuple[str, Value] | None:
    """Return a setting in a line of a cover sheet: ``Results up to July 2016`` in one cell or in two.

    >>> cover_line("Financial Year 2016/17", None), cover_line("Publication date:", "August 2016")
    (('financial_year', '2016/17'), ('publication_date', 'August 2016'))
    """
    found = _COVER.match(text)
    if not found:
        return None
    value = found["value"].strip() or beside
    return (_NAMES[found["name"].lower()], value) if plain_text(value) else None


def put(settings: Settings, name: str, value: Value | Figure, place: str, log: ProblemLog) -> Settings:
    """Set one field from a cell's value; what cannot be read is reported and left as it was."""
    if isinstance(value, Figure):
        return _parsed(settings, name, partial(_per_cent, value), place, value.printed, _TOLERANCES, log)
    text = plain_text(value)
    match name:
        case "financial_year":
            return _parsed(
                settings, name, lambda: FinancialYear.parse(text), place, text, "a year such as 2018/19", log
            )
        case "results_up_to":
            return _parsed(
                settings, name, lambda: _period(value, settings), place, text, "a month or quarter", log
            )
        case "basis":
            return _parsed(
                settings, name, lambda: Basis(text.lower()), place, text, "displayed or exact", log
            )
        case "scheme":
            words = ", ".join(Scheme)
            return _parsed(
                settings, name, lambda: Scheme(text.lower().replace(" ", "_")), place, text, words, log
            )
        case "method":
            return _parsed(
                settings, name, lambda: Method(text.lower()), place, text, "previous or trend", log
            )
        case "illustrative":
            return _parsed(settings, name, lambda: yes(text), place, text, "Yes or No", log)
        case "publication_date":
            return replace(settings, publication_date=_spoken(value))
        case _:
            return replace(settings, **{name: text})  # type: ignore[arg-type]


def yes(text: str) -> bool:
    """Read Yes or No; blank is No.

    Raises:
        ValueError: anything else.

    >>> yes("Yes"), yes("")
    (True, False)
    """
    word = text.strip().lower()
    if word not in {"yes", "y", "true", "new", "no", "n", "false", ""}:
        raise ValueError(text)
    return word in {"yes", "y", "true", "new"}


def settle_year(settings: Settings, cells: dict[str, str], log: ProblemLog) -> Settings:
    """Take the financial year from the period reported where it is not stated, and compare the two."""
    upto, year = settings.results_up_to, settings.financial_year
    if upto is None:
        return settings
    if year is None:
        return replace(settings, financial_year=upto.year)
    if upto.year != year:
        log.error(
            "year-differs",
            cells.get("results_up_to") or cells.get("financial_year", ""),
            f"results up to {upto.label}, which is in {upto.year.label}",
            f"a period in {year.label}",
            "Correct the financial year or the period up to which results are reported.",
        )
    return settings


def _period(value: Value, settings: Settings) -> Period:
    given = value if isinstance(value, date) else plain_text(value)
    return parse_period(given, within=settings.financial_year)


def _per_cent(figure: Figure) -> Decimal:
    """Read a tolerance; a bare 0.1 may be 0.1 % or 10 % and is refused, for colours hang on it."""
    value, bare = figure.value, not figure.unit
    if value is None or not 0 <= value <= 100 or figure.unit not in ("", "%") or (bare and 0 < value < 1):
        raise ValueError(figure.printed)
    return value


def _spoken(value: Value) -> str:
    if isinstance(value, date):
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return plain_text(value)


def _parsed(
    settings: Settings,
    name: str,
    read: Callable[[], T],
    place: str,
    found: str,
    expected: str,
    log: ProblemLog,
) -> Settings:
    try:
        return replace(settings, **{name: read()})  # type: ignore[arg-type]
    except (RuleError, ValueError):
        log.error("bad-setting", place, f"“{found}”", expected, "Correct this cell.")
        return settings
