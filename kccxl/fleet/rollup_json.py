"""The rollup for other programs: what its sheets say, in the same order."""

from __future__ import annotations

from typing import Any

from kccxl.fleet.rollup import Council, Part, Source
from kccxl.fleet.rollup_lines import HeadingVariance, Movement, Rated
from kccxl.fleet.rollup_matrix import Tally, groups, remarks
from kccxl.fleet.rollup_quality import remark
from kccxl.rules.travel import Direction
from kccxl.tables.problems import Severity


def as_json(council: Council) -> dict[str, Any]:
    """Return the contract of ``kccxl rollup --json``; decimals are strings, what is not known is ``None``.

    Amounts are in pounds, + for an overspend. ``change_of_distance`` and ``ahead_of_target`` are shares of the
    distance between floor standard and target, + for the better.
    """
    found = list(groups(council))
    return {
        "matrix": [
            {
                "directorate": group.directorate,
                "financial_year": group.year or None,
                "up_to": group.up_to or None,
                "illustrative": group.illustrative,
                "counts": Tally.of(group.ratings).as_json(),
                "divisions": [
                    {"division": name, "counts": tally.as_json()} for name, tally in group.divisions.items()
                ],
            }
            for group in found
        ],
        "totals": Tally.of([each for group in found for each in group.ratings]).as_json(),
        "remarks": remarks(council),
        "reds": [_line(council, part, red) for part, red in council.reds],
        "worsened": [_line(council, *pair) for pair in council.movements(Direction.WORSENED)],
        "improved": [_line(council, *pair) for pair in council.movements(Direction.IMPROVED)],
        "variances": [_line(council, part, each) for part, each in council.variances],
        "workbooks": [_source(source) for source in council.sources],
    }


def _line(council: Council, part: Part, line: Rated | Movement | HeadingVariance) -> dict[str, Any]:
    return {
        "directorate": part.directorate or None,
        "up_to": part.up_to or None,
        "workbook": council.source_of(line.place).name,
        **line.as_json(),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "workbook": source.name,
        "counted": source.counts,
        "reports": [
            {"report": part.report, "directorate": part.directorate or None, "up_to": part.up_to or None}
            for part in source.parts
        ],
        "errors": source.count(Severity.ERROR),
        "warnings": source.count(Severity.WARNING),
        "notes": source.count(Severity.NOTE),
        "most_frequent": dict(source.frequent),
        "failure": source.failure or None,
        "copy_of": source.copy_of or None,
        "remark": remark(source) or None,
        "saved": source.saved.isoformat() if source.saved else None,
        "sha256": source.sha256 or None,
    }
