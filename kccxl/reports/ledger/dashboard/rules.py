"""The rules a sheet of the profiled monitoring rests on, printed beneath its tables."""

from __future__ import annotations

from kccxl.reports.ledger.cells import rated_by
from kccxl.reports.ledger.model import Results
from kccxl.reports.money.printing import sign_in_words
from kccxl.reports.money.rating import rule
from kccxl.rules.profile import ProfileMethod
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas

_PROFILES = {
    ProfileMethod.GIVEN: "Budget to date: the budgets of the months done, as given in the ledger.",
    ProfileMethod.EVEN: "Budget to date: the budget of the year, spread evenly over twelve months.",
    ProfileMethod.HISTORIC: "Budget to date: the budget of the year, spread by the profile of past years.",
}


def lay_rules(canvas: Canvas, results: Results, *, gross: bool) -> None:
    """Lay the rules; ``gross`` where the colour on the gross budget stands beside that on the net one."""
    settings = results.settings
    canvas.gap(6)
    rag = "RAG on the net budget"
    if gross:
        rag += ", and beside it on the gross budget (expenditure without income), as the two differ"
    texts = [
        f"{_PROFILES[settings.profile]} {rated_by(settings)} Commitments are in neither actual nor outturn.",
        f"{sign_in_words(settings)} {rag}. {rule(settings)}",
    ]
    if results.virements is not None:
        texts[0] += " Current budget: virements included; original budget: without them."
    if results.income:
        texts.append(
            f"Income groups: {', '.join(sorted(results.income))}. All other subjective groups are gross expenditure."
        )
    for text in texts:
        canvas.paragraph(text, styles.NOTE)
