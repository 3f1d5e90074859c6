"""A summary of a run as an HTML page that survives e-mail: one table, styles on the elements, nothing loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from kccxl import __version__
from kccxl.files.safely import swap_in
from kccxl.fleet.job import Done, Status
from kccxl.fleet.record import WORDS, RunRecord
from kccxl.sheets.styles import Palette

_FONT = "font-family:Arial,Helvetica,sans-serif;font-size:14px;color:#000000"
_CELL = f"padding:6px 10px;border:1px solid #{Palette.LINE};vertical-align:top;{_FONT}"
_LONG = f"{_CELL};overflow-wrap:anywhere;word-break:break-word"
_SHORT = f"{_CELL};white-space:nowrap"
_HEAD = f"{_CELL};background:#{Palette.HEADER};text-align:left;font-weight:bold"
_SHORT_COLUMNS = ("Result", "Warnings", "Workbooks")
_MOST_ERRORS = 5
_MOST_LISTED = 200


def write_html(record: RunRecord, path: Path) -> None:
    """Write the summary, whole or not at all.

    Raises:
        UnwritableFile: the file cannot be written.

    """
    with swap_in(path, make_folder=True) as beside:
        beside.write_text(as_html(record), encoding="utf-8")


def as_html(record: RunRecord) -> str:
    """Return the summary as a page: how many came to what, then what needs somebody, then all workbooks."""
    bad = [each for each in record.done if each.needs_somebody]
    names = record.names
    parts = [
        f'<h1 style="{_FONT};font-size:20px;color:#{Palette.NAVY}">{escape(headline(record))}</h1>',
        f'<p style="{_FONT}">{escape(_when(record))}</p>',
        _table(["Result", "Workbooks"], [[WORDS[Status(name)], str(n)] for name, n in record.counts.items()]),
    ]
    if bad:
        parts += [
            _heading("To mend"),
            _table(["Workbook", "What was found"], [_fault(names[each.source], each) for each in bad]),
        ]
    if record.done:
        parts += [
            _heading("All workbooks"),
            _table(["Workbook", "Result", "Warnings"], _all(names, record.done[:_MOST_LISTED])),
        ]
    if len(record.done) > _MOST_LISTED:
        left = len(record.done) - _MOST_LISTED
        parts.append(f'<p style="{_FONT}">and {left:,} more; the record of the run (--report) lists all.</p>')
    body = "\n".join(parts)
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(headline(record))}</title></head>\n'
        f'<body style="margin:24px;background:#ffffff">\n{body}\n'
        f'<p style="{_FONT};font-size:12px;color:#{Palette.GREY}">Written by kccxl {escape(__version__)}.</p>\n'
        "</body></html>\n"
    )


def headline(record: RunRecord) -> str:
    """Say in one line whether anybody is needed; it serves as the subject of an e-mail.

    >>> from datetime import datetime
    >>> from kccxl.fleet.options import Options
    >>> headline(RunRecord(datetime(2026, 11, 21), datetime(2026, 11, 21), Options(["plans"]), 0))
    'Dashboards: no workbooks'
    """
    counts, total = record.counts, max(record.asked, len(record.done))
    needs = counts[Status.PROBLEMS] + counts[Status.FAILED]
    if not total:
        return "Dashboards: no workbooks"
    mending = f"{needs:,} of {total:,} workbooks need{'s' if needs == 1 else ''} mending"
    if record.stopped:
        mended = f", and {needs:,} of these need{'s' if needs == 1 else ''} mending" if needs else ""
        return f"Dashboards: stopped after {len(record.done):,} of {total:,} workbooks{mended}"
    return f"Dashboards: {mending}" if needs else f"Dashboards: all {total:,} workbooks are up to date"


def _when(record: RunRecord) -> str:
    began = record.began
    return f"Run on {began.day} {began:%B %Y} at {began:%H:%M}, in {_time(record.seconds)}: {record.options.command}"


def _time(seconds: float) -> str:
    """Say how long, as one would.

    >>> _time(0.4), _time(95), _time(5400)
    ('1 second', '95 seconds', '90 minutes')
    """
    number, unit = (seconds / 60, "minute") if seconds >= 120 else (seconds, "second")
    whole = max(1, round(number))
    return f"{whole:,} {unit}{'' if whole == 1 else 's'}"


def _heading(text: str) -> str:
    return f'<h2 style="{_FONT};font-size:16px;color:#{Palette.NAVY}">{escape(text)}</h2>'


def _fault(name: str, done: Done) -> list[str]:
    lines = [done.message, *done.errors[:_MOST_ERRORS]]
    left = done.problems.get("error", 0) - len(done.errors[:_MOST_ERRORS])
    if left > 0:
        lines.append(f"and {left} more errors: run kccxl check on it")
    return [name, "\n".join(line for line in lines if line)]


def _all(names: Mapping[str, str], done: Sequence[Done]) -> list[list[str]]:
    return [[names[each.source], WORDS[each.status], str(each.problems.get("warning", 0))] for each in done]


def _table(captions: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col" style="{_HEAD}">{escape(text)}</th>' for text in captions)
    # short columns keep to their line, so that long names and findings share what room is left
    looks = [_SHORT if caption in _SHORT_COLUMNS else _LONG for caption in captions]
    body = "\n".join(
        "<tr>"
        + "".join(f'<td style="{look}">{_lines(text)}</td>' for look, text in zip(looks, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return (
        f'<table role="table" style="border-collapse:collapse;margin-bottom:16px">\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
