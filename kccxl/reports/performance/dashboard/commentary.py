"""What is said beneath the tables of a service area, and what still has to be said of a Red."""

from __future__ import annotations

from collections.abc import Sequence

from kccxl.reports.performance.model import Commentary, IndicatorResult, Results, ServiceArea
from kccxl.rules.rag import Rag
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas

TO_BE_ADDED = "Management action to be added"


def lay(canvas: Canvas, results: Results, area: ServiceArea) -> None:
    """Lay footnotes, commentary, and a reminder for each Red that has none."""
    for note in results.footnotes.get(area.key, ()):
        with canvas.unit():
            canvas.paragraph(note.text, styles.NOTE)
    lines = [(led_by(text), text.text) for text in commentary_of(results, area)]
    lines += [(f"{result.indicator.ref}: ", TO_BE_ADDED) for result in silent_reds(results, area)]
    for number, (lead, text) in enumerate(lines):
        with canvas.unit():
            if not number:
                canvas.gap(3)
                canvas.across("Commentary", styles.HEADING, least=20)
            style = styles.REMINDER if text == TO_BE_ADDED else styles.PROSE
            canvas.paragraph(text, style, lead=lead)


def led_by(commentary: Commentary) -> str:
    """Return the refs a commentary opens with, unless its text names the first itself.

    >>> led_by(Commentary(["CS05", "CS06"], "Calls were longer."))
    'CS05, CS06: '
    """
    refs = list(commentary.refs)
    return "" if not refs or commentary.text.startswith(refs[0]) else f"{', '.join(refs)}: "


def commentary_of(results: Results, area: ServiceArea) -> list[Commentary]:
    """Return the commentary on any indicator of a service area, each text once."""
    refs = {result.indicator.ref for result in results.indicators_of(area)}
    refs |= {result.activity.ref for result in results.activity_of(area)}
    return [text for text in results.commentary if refs.intersection(text.refs)]


def unplaced(results: Results) -> list[Commentary]:
    """Return commentary and footnotes that belong to no service area: nothing is lost in silence."""
    placed = [text for area in results.areas for text in commentary_of(results, area)]
    keys = {area.key for area in results.areas}
    notes = [note for key, texts in results.footnotes.items() if key not in keys for note in texts]
    return [text for text in results.commentary if text not in placed] + notes


def is_red(result: IndicatorResult) -> bool:
    """Whether an indicator is Red for the latest period or for the year to date."""
    return Rag.RED in (result.month.rag, result.ytd.rag)


def silent_reds(results: Results, area: ServiceArea) -> Sequence[IndicatorResult]:
    """Return the Reds of a service area on which nothing is said."""
    reds = [result for result in results.indicators_of(area) if is_red(result)]
    return [result for result in reds if not results.commentary_on(result.indicator.ref)]
