"""The commands around writing into workbooks: what they hold, what changed in them, and how to take it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

from kccxl import console
from kccxl.arguments import BACKUPS, JSON, PATH, WORKBOOK

if TYPE_CHECKING:
    from kccxl.files.backup import Backups
    from kccxl.restatement import Change
    from kccxl.runs import State
    from kccxl.writeback import Inspection


def backups_in(folder: Path | None, kept: int) -> Backups:
    """Where backups go, by the options."""
    from kccxl.files.backup import Backups

    return Backups(folder, kept)


@click.command()
@WORKBOOK
@JSON
@click.option("--break-signature", is_flag=True, help="Tell what building with this option would do.")
def inspect(workbook: Path, as_json: bool, break_signature: bool) -> None:
    """List what a workbook holds, and what building it would touch. Nothing is written."""
    from kccxl import writeback

    how = writeback.Writing(datetime.now().replace(microsecond=0), break_signature=break_signature)
    found = writeback.inspect(workbook, how)
    if as_json:
        console.write_json(found.as_json())
        return
    _show_inspection(found)


@click.command()
@WORKBOOK
@BACKUPS
@click.option(
    "--force", is_flag=True, help="Also where the workbook was changed since; that is kept beside it."
)
def undo(workbook: Path, backups: Path | None, force: bool) -> None:
    """Bring back a workbook as it was before kccxl last wrote into it."""
    from kccxl.files.backup import KEPT
    from kccxl.files.backup import undo as bring_back

    now = datetime.now().replace(microsecond=0)
    last, kept = bring_back(workbook, backups_in(backups, KEPT), now, force=force)
    console.say(f"{workbook} is again as it was when {last.name} was kept.")
    if kept is not None:
        console.say(f"What it held until now: {kept}")


@click.command()
@click.argument("old", metavar="OLD", type=PATH, help="The earlier workbook, or results kept as .json.")
@click.argument(
    "new", metavar="[NEW]", required=False, type=PATH,
    help="The later one; without it, what the last run printed of OLD against the run before it.",
)  # fmt: skip
@BACKUPS
@JSON
def diff(old: Path, new: Path | None, backups: Path | None, as_json: bool) -> None:
    """Say in words which ratings, figures and ranges changed between two workbooks or two states of one."""
    from kccxl.files.backup import KEPT
    from kccxl.restatement import compare, errors_in
    from kccxl.runs import State, contract_of, last_two

    if new is None:
        before, after = last_two(old, backups_in(backups, KEPT))
    else:
        before, after = (State(path.name, contract_of(path)) for path in (old, new))
    changes = compare(before.results, after.results)
    errors = [errors_in(each.results) for each in (before, after)]
    if as_json:
        console.write_json(
            _changes_as_json(before, after, changes)
            | {"errors": dict(zip(("old", "new"), errors, strict=True))}
        )
        return
    console.say(f"{before.name} and {after.name}: {_count(len(changes))}", "bold")
    for state, cells in zip((before, after), errors, strict=True):
        if cells:
            console.say(
                f"{state.name} holds errors, so nothing is printed from it until they are mended:",
                "bold red",
            )
        for cell in cells:
            console.say(f"  {cell}")
    for change in changes:
        console.say(f"  {change.in_words}")


def _changes_as_json(old: State, new: State, changes: list[Change]) -> dict[str, Any]:
    listed = [
        {
            "report": each.report,
            "line": each.line,
            "field": each.field or None,
            "before": each.before,
            "after": each.after,
            "in_words": each.in_words,
        }
        for each in changes
    ]
    return {"old": old.name, "new": new.name, "changes": listed}


def _count(number: int) -> str:
    return {0: "no differences", 1: "one difference"}.get(number, f"{number:,} differences")


def _show_inspection(found: Inspection) -> None:
    holdings = found.holdings
    table = Table(title=found.workbook.name, title_justify="left")
    for caption in ("Sheet", "Kind", "Holds"):
        table.add_column(caption, overflow="fold")
    for sheet in holdings.sheets:
        kind = sheet.kind if sheet.visibility == "visible" else f"{sheet.kind}, {sheet.visibility}"
        made = f"written by kccxl ({sheet.made_by_kccxl}); " if sheet.made_by_kccxl else ""
        table.add_row(Text(sheet.title), kind, made + (_listed(sheet.features) or "values"))
    console.OUT.rich.print(table, soft_wrap=False)
    if holdings.features:
        console.say(f"The workbook as a whole: {_listed(holdings.features)}")
    for remark in holdings.remarks:
        console.say(remark, "bold yellow")
    if found.refusal:
        console.say(f"Building it would write nothing: {found.refusal}", "bold red")
    elif found.grafted is not None:
        grafted = found.grafted
        named = {
            "add the sheets": grafted.added_sheets,
            "replace the sheets": grafted.replaced_sheets,
            "remove the sheets": grafted.removed_sheets,
        }
        parts = [f"{verb} {', '.join(titles)}" for verb, titles in named.items() if titles]
        console.say(f"Building it would {'; '.join(parts) or 'change nothing'}.")
        console.say(
            f"Parts it would change: {', '.join(grafted.changed) or 'none'}; all others stay byte for byte."
        )
        for remark in grafted.remarks:
            console.say(remark)


def _listed(features: Mapping[str, int]) -> str:
    return ", ".join(
        name if count == 1 and not name.endswith("s") else f"{count:,} {name}"
        for name, count in features.items()
    )
