"""The command `kccxl rollup`: all directorates' results in one workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kccxl import console
from kccxl.arguments import JSON, PATH, WORKBOOKS, leave
from kccxl.errors import UsageError
from kccxl.fleet.job import ERRORS, FILES, FINE

if TYPE_CHECKING:
    from kccxl.fleet.rollup import Council


@click.command()
@WORKBOOKS
@click.option("--out", "-o", type=PATH, help="File name ending in .xlsx for the rollup.")
@JSON
@click.option("--force", is_flag=True, help="Replace a file kccxl did not make.")
@click.pass_context
def rollup(
    context: click.Context, workbooks: Sequence[Path], out: Path | None, as_json: bool, force: bool
) -> None:
    """Bring the results of many workbooks together: RAG counts, Reds, movements, variances, data quality.

    Exit code 1 where a workbook holds errors, 3 where one could not be read; the others are rolled up all the same.
    """
    from kccxl import search
    from kccxl.fleet.rollup import collect

    sources = search.find_workbooks(workbooks)
    if out is None and not as_json:
        raise UsageError("Say where the rollup is to be written: --out council.xlsx (or --json to print it).")
    if out is not None:
        _refuse(out, sources, force=force)
    quiet = context.find_root().params["quiet"]
    if not quiet:
        console.warn_left_within(search.left_within(workbooks, sources))
    council = collect(sources)
    if out is not None:
        _write(council, out)
        if not quiet:
            console.say(_told(council, out), to=console.ERR if as_json else console.OUT)
    if as_json:
        from kccxl.fleet import rollup_json

        console.write_json(rollup_json.as_json(council))
    leave(_warn(council))


def _refuse(out: Path, sources: list[Path], *, force: bool) -> None:
    """Refuse, before anything is read, an output that could not be written or must not be."""
    from kccxl import batch

    if out.suffix.lower() != ".xlsx" or out.is_dir():
        raise UsageError(f"A rollup is one workbook. Give --out a file name ending in .xlsx, not {out}.")
    if out.resolve() in {source.resolve() for source in sources}:
        raise UsageError(f"{out} is itself one of the workbooks. Give --out another name.")
    batch.refuse_foreign(out, force=force)


def _write(council: Council, out: Path) -> None:
    from kccxl import batch
    from kccxl.fleet.rollup_sheets import lay_out

    batch.write(lay_out(council, out, datetime.now().replace(microsecond=0)), out)


def _told(council: Council, out: Path) -> str:
    counted, every = sum(source.counts for source in council.sources), len(council.sources)
    return f"{out}  ({counted} of {every} workbooks counted)"


def _warn(council: Council) -> int:
    """Say which workbooks were left out and why, and return the exit code."""
    from kccxl.fleet.rollup_quality import remark

    code = FINE
    for source in council.left_out:
        style = "bold yellow" if source.copy_of else "bold red"
        console.say(f"{source.path}: left out. {remark(source)}", style, to=console.ERR)
        code = max(code, FILES if source.failure else ERRORS if source.errors else FINE)
    return code
