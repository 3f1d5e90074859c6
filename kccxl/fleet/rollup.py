"""Gathers the results of many workbooks into one picture of the council; no workbook can stop the others."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kccxl import batch
from kccxl.errors import KccError
from kccxl.fleet import rollup_money, rollup_performance
from kccxl.fleet.rollup_lines import HeadingVariance, Movement, Place, Rated
from kccxl.refresh import Computed, Refreshed
from kccxl.rules.rag import Rag
from kccxl.rules.travel import Direction
from kccxl.search import told_apart
from kccxl.tables.problems import Problem, Severity

NOT_STATED = "Not stated"
_SHORT = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One report of one workbook.

    Args (fields):
        report: its name, such as ``monitoring``.
        directorate: as its settings say; empty where they do not.
        year: the financial year, such as ``2016/17``; empty where not known.
        up_to: the period reported up to, such as ``July 2016``; empty where not known.
        months: of the year done at its end, to sort by; 0 where not known.
        illustrative: whether its figures are invented.
        rated: its ratings; none where the workbook holds errors.
        movements: its indicators that improved or worsened.
        variances: of its budget headings.

    """

    report: str
    directorate: str
    year: str
    up_to: str
    months: int
    illustrative: bool
    rated: Sequence[Rated] = ()
    movements: Sequence[Movement] = ()
    variances: Sequence[HeadingVariance] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A workbook: what it gave, or why it gave nothing.

    ``failure`` says why it could not be read, ``copy_of`` names the workbook that gives the very same results; ``saved``
    is when the file was last written, ``sha256`` of its bytes, ``results`` a digest of what it gave, ``label`` what it is
    called among others of its name.
    """

    path: Path
    parts: Sequence[Part] = ()
    problems: Sequence[Problem] = ()
    failure: str = ""
    copy_of: str = ""
    remark: str = ""
    saved: datetime | None = None
    sha256: str = ""
    results: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        """What to call it: its file name, with folders where others have the same."""
        return self.label or self.path.name

    @property
    def errors(self) -> int:
        """How many errors are to be mended."""
        return self.count(Severity.ERROR)

    @property
    def counts(self) -> bool:
        """Whether its figures can be relied on, so that they are counted: it was read and holds no errors."""
        return not (self.failure or self.copy_of or self.errors)

    def count(self, severity: Severity) -> int:
        """How many problems of a severity it has."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def short_hash(self) -> str:
        """The first ten digits of its SHA-256."""
        return self.sha256[:_SHORT]

    @property
    def frequent(self) -> list[tuple[str, int]]:
        """The three most frequent codes of its problems; of equal ones, those of the worse severity."""
        return Counter(problem.code for problem in self.problems).most_common(3)


@dataclass(frozen=True, slots=True)
class Council:
    """All workbooks in the order in which they were given; ``places`` in their lines count from 0 in it."""

    sources: Sequence[Source]

    def source_of(self, place: Place) -> Source:
        """The workbook a line stands in."""
        return self.sources[place.workbook]

    @property
    def parts(self) -> list[Part]:
        """The reports that count: by directorate, year and period, illustrative ones last."""
        found = [part for source in self.sources if source.counts for part in source.parts]
        return sorted(found, key=order_of)

    @property
    def left_out(self) -> list[Source]:
        """The workbooks that do not count."""
        return [source for source in self.sources if not source.counts]

    @property
    def reds(self) -> list[tuple[Part, Rated]]:
        """Every Red rating with its report."""
        return [(part, each) for part in self.parts for each in part.rated if each.rag is Rag.RED]

    def movements(self, direction: Direction) -> list[tuple[Part, Movement]]:
        """The indicators that moved so, furthest first.

        First those whose change is known, by its share of the distance from floor standard to target; then the
        others, by how far they are short of target (worsened) or ahead of it (improved) in the same unit. Those
        of which neither is known come last.

        Source: the distance from floor to target is the council's own scale of how much matters for an indicator;
        points, days and pounds cannot be compared otherwise.
        """
        found = [
            (part, each) for part in self.parts for each in part.movements if each.direction is direction
        ]
        way = -1 if direction is Direction.WORSENED else 1
        return sorted(found, key=lambda pair: _rank(pair[1], way))

    @property
    def variances(self) -> list[tuple[Part, HeadingVariance]]:
        """The variances of all budget headings, worst overspend first; those that are not known last."""
        found = [(part, each) for part in self.parts for each in part.variances]
        return sorted(found, key=lambda pair: (pair[1].amount is None, -(pair[1].amount or 0)))


def collect(paths: Sequence[Path]) -> Council:
    """Read and compute workbooks one by one; what cannot be read is part of the result.

    A copy, be it under another ending or with its dashboard written into it, is named and not counted again.
    """
    met: dict[str, str] = {}
    sources = list[Source]()
    for number, (path, label) in enumerate(zip(paths, told_apart(paths), strict=True)):
        source = replace(_source(path, number), label=label)
        if source.results in met:
            source = replace(
                source, parts=[_bare(part) for part in source.parts], copy_of=met[source.results]
            )
        elif source.results:
            met[source.results] = source.name
        sources.append(source)
    return Council(sources)


def _source(path: Path, number: int) -> Source:
    source = Source(path)
    try:
        source = replace(source, saved=_saved(path), sha256=_sha256(path), remark=batch.open_remark(path))
        found = batch.results_of(path)
        whole = not found.has_errors
        parts = [_part(each, number, whole=whole) for each in found.computed]
    except (KccError, OSError) as fault:
        return replace(source, failure=str(fault))
    except Exception as fault:  # noqa: BLE001 - a workbook nobody foresaw must not take the others with it
        said = f"kccxl met something it did not expect in it ({type(fault).__name__}: {fault})."
        return replace(source, failure=said)
    return replace(source, parts=parts, problems=found.problems, results=_digest(found))


def _digest(found: Refreshed) -> str:
    """What a workbook says, whatever its file and its paper are called."""
    said = [_nameless(each.report.as_json(each.results)) for each in found.computed]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _nameless(contract: Mapping[str, Any]) -> dict[str, Any]:
    return {**contract, "workbook": "", "settings": {**contract.get("settings", {}), "title": ""}}


def _saved(path: Path) -> datetime | None:
    return datetime.fromtimestamp(path.stat().st_mtime).replace(microsecond=0) if path.is_file() else None


def _sha256(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _part(computed: Computed, number: int, *, whole: bool) -> Part:
    settings = computed.results.settings
    year, period = settings.financial_year, settings.results_up_to
    part = Part(
        computed.report.name,
        settings.directorate,
        year.label if year else "",
        period.label if period else "",
        period.months_done if period else 0,
        settings.illustrative,
    )
    return _filled(part, computed, number) if whole else part


def _filled(part: Part, computed: Computed, number: int) -> Part:
    results: Any = computed.results
    if part.report == "performance":
        return replace(
            part,
            rated=list(rollup_performance.rated(results, number)),
            movements=list(rollup_performance.movements(results, number)),
        )
    contract = computed.report.as_json(results)
    return replace(
        part,
        rated=list(rollup_money.rated(contract, number)),
        variances=list(rollup_money.variances(contract, number)),
    )


def _bare(part: Part) -> Part:
    return replace(part, rated=(), movements=(), variances=())


def order_of(part: Part) -> tuple[bool, str, str, int]:
    """Where a report stands among others: by directorate and date, illustrative ones last."""
    return part.illustrative, directorate_key(part.directorate), part.year, part.months


def directorate_key(name: str) -> str:
    """Return a directorate's name as it is compared: capitals, blanks and ``&`` make no other directorate.

    >>> directorate_key("Strategic  & Corporate Services") == directorate_key("Strategic and corporate services")
    True
    """
    return " ".join(name.replace("&", " and ").casefold().split())


def _rank(moved: Movement, way: int) -> tuple[int, Any]:
    known = [moved.change, moved.ahead]
    return next(((tier, -way * each) for tier, each in enumerate(known) if each is not None), (2, 0))
