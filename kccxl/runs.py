"""What runs printed: noted beside the backup of the workbook written into, and found again to be compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kccxl.batch import path_between, results_of
from kccxl.errors import FileError, UsageError, WorkbookError
from kccxl.files.backup import Backups, note_of, run_said
from kccxl.files.copies import marks_in
from kccxl.files.read import load_file
from kccxl.refresh import Refreshed
from kccxl.restatement import compare

_RESULTS, _SOURCE, _INPUT, _WRITTEN = "results", "source", "input", "written"


@dataclass(frozen=True, slots=True)
class State:
    """Results, and in words whose they are: of a workbook as it is, or as a run printed them."""

    name: str
    results: Mapping[str, Any]


def run_noted(refreshed: Refreshed, source: Path, output: Path) -> dict[str, Any]:
    """Return what is noted of a run: its results, and the workbook they are of unless it is written into itself."""
    noted: dict[str, Any] = {_RESULTS: refreshed.as_json()}
    if source.resolve() != output.resolve():
        noted |= {_SOURCE: path_between(output, source), _INPUT: _digest(source)}
    return noted


def contract_of(path: Path) -> Mapping[str, Any]:
    """Return the results of a workbook, or those kept in a ``.json`` file, as the contract gives them.

    Raises:
        FileError: it cannot be read.
        WorkbookError: a ``.json`` file holds no results.

    """
    if path.suffix.lower() != ".json":
        return results_of(path).as_json()
    try:
        found = json.loads(load_file(path))
    except ValueError:
        found = None
    if not isinstance(found, dict) or not ("report" in found or "reports" in found):
        raise WorkbookError(f"{path.name} does not hold the results of `kccxl results --format json`.")
    return found


def last_two(workbook: Path, backups: Backups) -> tuple[State, State]:
    """Return what is worth comparing of one workbook, the earlier first.

    That is what the last run printed and what the one before it printed; where the workbook gives other results
    now, it is those and what the last run printed.

    Raises:
        UsageError: there was no run, or what the one before printed is not known.
        FileError: the workbook cannot be read.

    """
    kept = backups.list(workbook)
    if not kept:
        raise UsageError(f"There is no backup of {workbook} to compare it with. Name the other workbook.")
    note = note_of(kept[-1])
    if not isinstance(note.get(_RESULTS), dict):
        return State(kept[-1].name, contract_of(kept[-1])), State(
            f"{workbook.name} as it is now", contract_of(workbook)
        )
    last = _printed(workbook, kept[-1], note)
    now = _now(workbook, note)
    if now is not None and compare(last.results, now.results):
        return last, now
    return _before(workbook, kept, note), last


def _before(workbook: Path, kept: Sequence[Path], note: Mapping[str, Any]) -> State:
    """What the run before the last one printed of the same workbook; before the first, what the workbook gave."""
    earlier = next(_runs(workbook, kept[:-1], note.get(_SOURCE)), None)
    if earlier is not None:
        return earlier
    if note.get(_SOURCE) is None and not marks_in(kept[-1]):
        return State(f"{workbook.name} as it was before kccxl first wrote into it", contract_of(kept[-1]))
    raise UsageError(
        f"Nothing is kept of a run before the last one of {_named(workbook, note)}, so there is nothing to compare. "
        "Name two workbooks, or results kept as .json."
    )


def _runs(workbook: Path, kept: Sequence[Path], source: object) -> Iterator[State]:
    for backup in reversed(kept):
        note = note_of(backup)
        if note.get(_SOURCE) == source and isinstance(note.get(_RESULTS), dict):
            yield _printed(workbook, backup, note)


def _printed(workbook: Path, backup: Path, note: Mapping[str, Any]) -> State:
    return State(f"{_named(workbook, note)} as printed on {run_said(backup, workbook)}", note[_RESULTS])


def _now(workbook: Path, note: Mapping[str, Any]) -> State | None:
    """What the last run's workbook gives now, where it was saved since."""
    if (source := note.get(_SOURCE)) is None:
        if note.get(_WRITTEN) == _digest(workbook):
            return None
        return State(f"{workbook.name} as it is now", contract_of(workbook))
    path = workbook.resolve().parent / source
    try:
        if note.get(_INPUT) == _digest(path):
            return None
        return State(f"{path.name} as it is now", contract_of(path))
    except FileError:
        # moved or deleted since: what the runs printed of it is known all the same
        return None


def _named(workbook: Path, note: Mapping[str, Any]) -> str:
    source = note.get(_SOURCE)
    return workbook.name if source is None else f"{Path(source).name} in {workbook.name}"


def _digest(path: Path) -> str:
    return hashlib.sha256(load_file(path)).hexdigest()
