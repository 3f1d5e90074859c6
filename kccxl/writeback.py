"""Write reports into a workbook that exists: refreshed, grafted, verified, backed up, swapped in; and back again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from kccxl.batch import Outcome, open_remark, path_between, said_of
from kccxl.errors import KccError, UnwritableFile, WorkbookError
from kccxl.files.backup import Backups, backed_up
from kccxl.files.copies import check_name, is_there, marks_in, refuse_foreign_copy
from kccxl.files.graft import Grafted, graft
from kccxl.files.graft_marks import HERE, Origin
from kccxl.files.graft_refusals import open_original
from kccxl.files.inventory import Holdings, take_inventory
from kccxl.files.read import load_file, read_workbook
from kccxl.files.safely import swap_in
from kccxl.files.verify import verify
from kccxl.refresh import Refreshed, refresh
from kccxl.reports.catalogue import REPORTS
from kccxl.runs import run_noted


@dataclass(frozen=True, slots=True)
class Writing:
    """How reports are written into workbooks.

    Args (fields):
        made: the time printed on the sheets, and in the backups' names.
        force: replace sheets of kccxl's that were edited since.
        break_signature: go on although the workbook is signed; the signature is taken out.
        backups: where what was there before is kept.
        made_from: what is kept beside the backup on what the new sheets come from.

    """

    made: datetime
    force: bool = False
    break_signature: bool = False
    backups: Backups = field(default_factory=Backups)
    made_from: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written(Outcome):
    """What became of a workbook: as for any build, and what was done to the file written into."""

    grafted: Grafted | None = None
    backup: Path | None = None

    @property
    def told(self) -> list[str]:
        """What was done to the workbook's sheets, and where it is kept as it was before."""
        if self.grafted is None:
            return []
        parts = [
            _sheets(self.grafted.replaced_sheets, "replaced"),
            _sheets(self.grafted.added_sheets, "added"),
            _sheets(self.grafted.removed_sheets, "removed") + _named(self.grafted.removed_sheets),
        ]
        done = ", ".join(part for part in parts if part) if self.grafted.changed or self.grafted.added else ""
        kept = [f"As it was before: {self.backup}. `kccxl undo` brings it back."] if self.backup else []
        return [done or "nothing to change", *self._renamed(), *self.grafted.remarks, *kept]

    def _renamed(self) -> list[str]:
        """Say which new sheets could not have the title they have elsewhere."""
        assert self.grafted is not None
        others = [
            f"{title} is called {given}"
            for title, given in self.grafted.titles.items()
            if title != given and given in self.grafted.added_sheets
        ]
        return (
            [f"Sheets of the same name were there and were left alone, so {', '.join(others)}."]
            if others
            else []
        )


def build_into(source: Path, target: Path, how: Writing, *, copy: Path | None = None) -> Written:
    """Build the reports of a workbook and write them into another, or into itself.

    A failure is part of the outcome, and leaves the target as it was.

    Args:
        source: the workbook the figures are in.
        target: the workbook the sheets go into; often the same.
        how: how they are written.
        copy: leave the target alone, and write a copy of it with the sheets in it. A file that is there already
            is replaced only if kccxl made it as such a copy, or where ``how`` forces it; it is backed up then.

    """
    try:
        origin = origin_of(source, copy or target, copied=copy is not None)
        if copy is not None:
            check_name(copy, target)
            refuse_foreign_copy(copy, origin, force=how.force)
        remark = open_remark(source)
        refreshed = _refresh(source, copy or target, target, how)
        if refreshed.book is None:
            failure = WorkbookError(f"{source.name} holds errors, so nothing was written. {_left(target)}")
            return Written(source, None, refreshed, failure, remark)
        grafted, backup = _write(source, refreshed, target, how, copy, origin)
        return Written(source, copy or target, refreshed, None, remark, grafted, backup)
    except KccError as fault:
        return Written(source, failure=fault)


def _refresh(source: Path, output: Path, target: Path, how: Writing) -> Refreshed:
    # a link that names the very file it stands in leads to the officer's own sheet
    same = source.resolve() == target.resolve()
    file = target.name if same else path_between(output, source)
    return refresh(read_workbook(source), source.name, made=how.made, file=file)


def origin_of(source: Path, output: Path, *, copied: bool = False) -> Origin:
    """The workbook the figures come from, as seen from the file their sheets are in.

    It is known by the path between both, so that it still is when both are moved together.

    >>> origin_of(Path("July.xlsx"), Path("July.xlsx")).elsewhere
    False
    >>> origin_of(Path("north/July.xlsx"), Path("paper.xlsx")).name
    'July.xlsx'
    """
    if source.resolve() == output.resolve():
        return HERE
    return Origin.at(path_between(output, source), source.name, copied=copied)


def _write(
    source: Path, refreshed: Refreshed, target: Path, how: Writing, copy: Path | None, origin: Origin
) -> tuple[Grafted, Path | None]:
    assert refreshed.book is not None
    original, output = load_file(target), copy or target
    grafted = graft(
        original,
        refreshed.book,
        name=target.name,
        break_signature=how.break_signature,
        force=how.force,
        origin=origin,
        adopts=_adopts(target, origin),
    )
    if not is_there(output):
        _swap(original, grafted, refreshed, output, target)
        return grafted, None
    if grafted.data == load_file(output):
        return grafted, None
    made_from = {**how.made_from, **said_of(refreshed)}
    noted = {"made_from": made_from, **run_noted(refreshed, source, output)}
    with backed_up(output, how.backups, how.made, noted) as backup:
        _swap(original, grafted, refreshed, output, target)
    return grafted, backup


def _adopts(target: Path, origin: Origin) -> bool:
    """Whether sheets whose marks name no workbook can only be this one's: nothing else in the file makes such."""
    if not origin.elsewhere:
        return False
    marks = marks_in(target)
    if not marks or any(mark.origin != HERE for mark in marks):
        return False
    grids = read_workbook(target)
    return not any(report.serves(grids) for report in REPORTS.values())


def _swap(original: bytes, grafted: Grafted, refreshed: Refreshed, output: Path, target: Path) -> None:
    """Write the new file beside, compare it with the old one, and put it in place."""
    assert refreshed.book is not None
    with swap_in(output, make_folder=True) as beside:
        beside.write_bytes(grafted.data)
        verify(original, beside.read_bytes(), grafted, refreshed.book, name=target.name)
        if load_file(target) != original:
            raise UnwritableFile(
                f"'{target.name}' was saved by somebody while its reports were built, so it was left alone. Build it again."
            )


def _left(target: Path) -> str:
    return f"{target.name} was left as it was."


def _sheets(titles: Sequence[str], done: str) -> str:
    return f"{len(titles)} sheet{'' if len(titles) == 1 else 's'} {done}" if titles else ""


def _named(titles: Sequence[str]) -> str:
    return f" ({', '.join(titles)})" if titles else ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a workbook holds, and what a build would do to it; ``refusal`` says why it would do nothing."""

    workbook: Path
    holdings: Holdings
    refreshed: Refreshed | None = None
    grafted: Grafted | None = None
    refusal: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the inspection for other programs."""
        build: dict[str, Any] = {"refused": self.refusal or None}
        if self.grafted is not None:
            build |= {
                "reports": self.refreshed.names if self.refreshed else [],
                "sheets_added": list(self.grafted.added_sheets),
                "sheets_replaced": list(self.grafted.replaced_sheets),
                "sheets_removed": list(self.grafted.removed_sheets),
                "parts_changed": list(self.grafted.changed),
                "parts_added": list(self.grafted.added),
                "parts_dropped": list(self.grafted.dropped),
                "remarks": list(self.grafted.remarks),
            }
        return {
            "workbook": self.workbook.name,
            "features": dict(self.holdings.features),
            "remarks": list(self.holdings.remarks),
            "sheets": [
                {
                    "title": sheet.title,
                    "kind": sheet.kind,
                    "visibility": sheet.visibility,
                    "features": dict(sheet.features),
                    "made_by_kccxl": sheet.made_by_kccxl or None,
                }
                for sheet in self.holdings.sheets
            ],
            "build": build,
        }


def inspect(path: Path, how: Writing) -> Inspection:
    """List what a workbook holds, and try what a build would do to it; nothing is written.

    Raises:
        FileError: the workbook cannot be read.

    """
    holdings = take_inventory(open_original(load_file(path), path.name))
    try:
        refreshed = _refresh(path, path, path, how)
        if refreshed.book is None:
            return Inspection(
                path, holdings, refreshed, refusal="its cells hold errors; `kccxl check` lists them"
            )
        original = load_file(path)
        grafted = graft(
            original, refreshed.book, name=path.name, break_signature=how.break_signature, force=how.force
        )
        return Inspection(path, holdings, refreshed, grafted)
    except KccError as fault:
        return Inspection(path, holdings, refusal=str(fault))
