"""Refuses a run that would write one file twice, or write its log and records into a file that is somebody's own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from kccxl.errors import UsageError
from kccxl.files.own import is_own_output, noted_in
from kccxl.fleet.log import is_log
from kccxl.refresh import MADE_BY
from kccxl.search import WORKBOOKS

RECORD = "run"
"""What the document property ``kccxl report`` of a record says."""

_ENDINGS = {"report": (".json", ".xlsx"), "html": (".html", ".htm")}
_KEYS = {"kccxl", "made", "command", "repeated_by", "workbooks"}
_PAGE, _FOOT = b"<title>Dashboards: ", b">Written by kccxl "
_HEAD_BYTES, _FOOT_BYTES = 400, 200


def refuse_claimed(
    papers: Mapping[str, Path | None],
    taken: Iterable[Path],
    backups: Iterable[Path] = (),
    *,
    force: bool = False,
) -> None:
    """Refuse a log, record or summary that is a workbook, a dashboard, another of them, or somebody's own file.

    Args:
        papers: the files by their options: ``log``, ``report``, ``html``; None for those not asked for.
        taken: the workbooks and dashboards of the run.
        backups: the folders its backups go to.
        force: replace somebody's file by a record or summary. A log is added to none but a log of kccxl's.

    Raises:
        UsageError: the first of them that cannot be used, and why.

    """
    kept = {folder.resolve() for folder in backups}
    met = {identity(path): "one of the workbooks or dashboards" for path in taken}
    for option, path in papers.items():
        if path is None:
            continue
        _refuse_ending(option, path)
        place = identity(path)
        if place in met:
            raise UsageError(f"{path} is {met[place]}. Give --{option} another name.")
        if path.resolve().parent in kept:
            raise UsageError(f"{path} would lie among the backups. Give --{option} another folder.")
        met[place] = f"the file of --{option}"
        if path.is_file():
            _refuse_foreign(option, path, force=force)


def _refuse_ending(option: str, path: Path) -> None:
    ending = path.suffix.lower()
    if ending not in _ENDINGS.get(option, (ending,)):
        raise UsageError(f"Give --{option} a name ending in {' or '.join(_ENDINGS[option])}, not {path}.")
    if option == "log" and ending in WORKBOOKS:
        raise UsageError(
            f"A log is no workbook. Give --log a name with another ending, such as .jsonl, not {path}."
        )


def _refuse_foreign(option: str, path: Path, *, force: bool) -> None:
    if option == "log":
        if not is_log(path):
            raise UsageError(
                f"{path} exists and is no log of kccxl's, so it was left alone. Give --log another name."
            )
    elif not force and not (is_page(path) if option == "html" else is_record(path)):
        raise UsageError(
            f"{path} exists and is no such file of kccxl's, so it was left alone. "
            f"Give --{option} another name, or replace it with --force."
        )


def is_record(path: Path) -> bool:
    """Whether a file is a record of a run, by what it holds; an empty one is nobody's."""
    if path.suffix.lower() == ".xlsx":
        # the records of earlier versions do not say what they are, but no dashboard lacks it
        return is_own_output(path, MADE_BY) and noted_in(path).get("kccxl report", RECORD) == RECORD
    try:
        text = path.read_text(encoding="utf-8")
        found = json.loads(text or "{}")
    except (OSError, ValueError):
        return False
    if not text:
        return True
    return (
        isinstance(found, dict) and found.keys() >= _KEYS and str(found["command"]).startswith("kccxl build ")
    )


def is_page(path: Path) -> bool:
    """Whether a file is the summary of a run, by how it begins and ends; an empty one is nobody's."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return not data or (_PAGE in data[:_HEAD_BYTES] and _FOOT in data[-_FOOT_BYTES:])


def identity(path: Path) -> object:
    """What two names of one file have in common, whatever links and capitals lead there."""
    try:
        about = path.stat()
    except OSError:
        return str(path.resolve())
    return about.st_dev, about.st_ino
