"""Settings of a performance workbook: from a Settings table, or from the lines of a cover sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kccxl.reports.paper import settings as paper
from kccxl.reports.paper.settings import GENERAL, Given, Setting, per_cent_of
from kccxl.reports.performance.model import Settings
from kccxl.rules.rag import Scheme
from kccxl.rules.travel import Method
from kccxl.tables.cells import plain_text
from kccxl.tables.grid import Value
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row

KNOWN = [
    *GENERAL,
    Setting(
        "scheme",
        ["RAG scheme"],
        lambda given, _: Scheme(given.text.lower().replace(" ", "_")),
        ", ".join(Scheme),
    ),
    Setting(
        "tolerance",
        ["Tolerance %", "Tolerance"],
        lambda given, _: per_cent_of(given.figure),
        "a number from 1 to 100, or a percentage such as 10%",
    ),
    Setting(
        "method",
        ["Direction of travel", "DoT method", "Direction of travel method"],
        lambda given, _: Method(given.text.lower()),
        "previous or trend",
    ),
]
"""What can be set for a performance workbook."""

_ON_COVERS = {name.lower(): setting for setting in GENERAL for name in setting.names[:1]}
_COVER = re.compile(
    r"^(?P<name>financial year|results up to|publication date|directorate)\b\s*[:–-]?\s*(?P<value>.*)$",
    re.IGNORECASE,
)


def read_settings(rows: Iterable[Row], log: ProblemLog, start: Settings) -> tuple[Settings, dict[str, str]]:
    """Read a Settings table; see :func:`kccxl.reports.paper.settings.read_settings`."""
    return paper.read_settings(rows, KNOWN, start, log, "kccxl new performance")


def cover_line(text: str, beside: Value) -> tuple[Setting, Value] | None:
    """Return a setting in a line of a cover sheet: ``Results up to July 2016`` in one cell or in two.

    >>> setting, value = cover_line("Publication date:", "August 2016")
    >>> setting.field, value
    ('publication_date', 'August 2016')
    """
    found = _COVER.match(text)
    if not found:
        return None
    value = found["value"].strip() or beside
    return (_ON_COVERS[found["name"].lower()], value) if plain_text(value) else None


def put(settings: Settings, setting: Setting, value: Value, place: str, log: ProblemLog) -> Settings:
    """Set one field from a line of a cover sheet."""
    return paper.put(settings, setting, Given(value), place, log)


def settle_year(settings: Settings, cells: dict[str, str], log: ProblemLog) -> Settings:
    """Take the financial year from the period reported where it is not stated, and compare the two."""
    year = paper.settle_year(settings.financial_year, settings.results_up_to, cells, log)
    return replace(settings, financial_year=year)
