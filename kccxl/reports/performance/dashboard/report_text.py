"""What the performance report says in prose, section by section."""

from __future__ import annotations

from kccxl.reports.paper.pages import Section
from kccxl.reports.performance.dashboard import narrative
from kccxl.reports.performance.dashboard.commentary import led_by, unplaced
from kccxl.reports.performance.model import Results


def sections(results: Results) -> list[Section]:
    """Return the covering text."""
    said = [Section.of("Summary of results", narrative.overview(results))]
    divisions = [[(f"{name}: ", text)] for name, text in narrative.by_division(results)]
    if len(divisions) > 1:
        said.append(Section("By division", divisions))
    said.append(_reds(results))
    left = [[(led_by(text), text.text)] for text in unplaced(results)]
    if left:
        said.append(Section("Commentary that names no indicator of this report", left))
    return said


def _reds(results: Results) -> Section:
    found = narrative.reds(results)
    items = [[("", narrative.reds_opening(found))]]
    for result in found:
        item = result.indicator
        figures, *said = narrative.red_lines(results, result)
        lead = f"{item.ref} {item.description}."
        items.append([(lead, f" {figures}"), *(("", text) for text in said)])
    return Section("Indicators rated Red", items)
