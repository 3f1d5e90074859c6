"""The input tables of the monitoring report: captions officers use, and what tells another report's table."""

from __future__ import annotations

from collections.abc import Sequence

from kccxl.tables.accounting import is_dash, read_amount
from kccxl.tables.cells import plain_text
from kccxl.tables.finder import Found
from kccxl.tables.spec import Column, TableSpec, caption, without_unit

_LOOKED_AT = 60

_HEADINGS = [
    "Budget book heading", "Budget heading", "Heading", "Service", "Service area", "Division", "Directorate",
    "Service heading", "Budget area", "Budget line", "Portfolio", "Service line", "Area", "Headings",
    "Directorate/Service", "Service/Directorate", "Directorate/Division", "Division/Service", "Service/Division",
    "Department", "Department/Service", "Cabinet portfolio", "Committee", "Business unit", "Directorate/Portfolio",
]  # fmt: skip
HEADING = Column("heading", _HEADINGS)
EXPLANATION = Column(
    "explanation",
    ["Explanation", "Explanations", "Explanation of variance", "Explanation of variances", "Commentary",
     "Reason for variance", "Reasons for variance", "Reason", "Comment", "Comments", "Narrative"],
)  # fmt: skip
_OTHER = Column(
    "other",
    [
        "Cost centre", "Cost centres", "Cost centre code", "Cost code", "Subjective", "Month", "Period",
        "Commitment", "Commitments", "Profiled budget", "Budget profile", "Profile", "Project", "Scheme",
        "Capital project", "Real variance", "Real", "Rephasing", "Rephased", "Slippage", "Saving", "Savings",
        "Savings target", "Delivered", "At risk", "Staffing", "Non staffing", "Grants", "Internal income",
    ],
)  # fmt: skip
"""Columns of ledgers, capital programmes, savings plans and budgets, which other reports read."""

_WAYS = [
    "Overspend/(Underspend)", "(Underspend)/Overspend", "Over/(Under) spend", "(Under)/Over spend",
    "Over/(Under)", "(Under)/Over", "Overspend/Underspend", "Under/(Over) spend",
]  # fmt: skip
_WORDS_BOTH_WAYS = [
    *("Adverse/(Favourable)", "(Favourable)/Adverse", "(Adverse)/Favourable", "Favourable/(Adverse)"),
    *("Adv/(Fav)", "Fav/(Adv)", "A/(F)", "F/(A)"),
]
_BOTH_WAYS = [
    *_WAYS,
    *(f"{name} {way}" for name in ("Variance", "Forecast variance", "Forecast") for way in _WAYS),
    *(f"Variance {way}" for way in _WORDS_BOTH_WAYS),
    *(f"{way} variance" for way in (*_WORDS_BOTH_WAYS, *_WAYS)),
    *("Surplus/(Deficit)", "(Surplus)/Deficit", "Deficit/(Surplus)", "Variance surplus/(deficit)"),
    *("Variance deficit/(surplus)", "Variance (- = over)", "Variance (- = under)", "Variance (+ = over)"),
    *("Variance (- = overspend)", "Variance (- = underspend)"),
]
"""Captions that say which sign an overspend has, whichever word is in brackets."""

COLUMNS = [
    HEADING,
    Column(
        "net_budget",
        ["Net budget", "Budget", "Current budget", "Current net budget", "Revised budget", "Revised net budget",
         "Annual budget", "Full year budget", "Cash limit", "Net cash limit", "Approved budget",
         "Latest budget", "Working budget", "Latest approved budget", "Net"],
    ),
    Column("gross_budget", ["Gross budget", "Gross expenditure budget", "Gross expenditure", "Gross"]),
    Column(
        "forecast",
        ["Forecast outturn", "Forecast", "Net forecast", "Net forecast outturn", "Projected outturn",
         "Outturn forecast", "Full year forecast", "Forecast net outturn", "Projection"],
    ),
    Column(
        "variance",
        ["Net forecast variance", "Forecast variance", "Variance", "Net variance", "Forecast net variance",
         "Projected variance", "Outturn variance", "Forecast outturn variance", "Year end variance",
         "Full year variance", "Forecast year end variance", "Variance to budget", "Variance from budget",
         *_BOTH_WAYS],
    ),
    Column(
        "adjustment",
        ["Corporate Director adjustment", "Corporate Directors adjustment", "Director adjustment",
         "Directors adjustment", "Adjustment", "Adjustments", "CD adjustment"],
    ),
    Column(
        "revised",
        ["Revised net variance", "Revised variance", "Revised forecast variance", "Adjusted variance",
         "Revised net forecast variance", "Variance after adjustment", "Revised position"],
    ),
    Column(
        "last_reported",
        ["Last reported position", "Last reported", "Last reported variance", "Last report", "Previous variance",
         "Previously reported", "Previously reported variance", "Previous position", "Variance last reported"],
    ),
    Column(
        "movement",
        ["Movement", "Movement in variance", "Movement since last report", "Change since last report",
         "Change", "Net movement"],
    ),
    Column(
        "percent",
        ["Variance %", "% variance", "%", "Variance as %", "Variance as % of budget", "% of budget",
         "Revised variance %", "Variance per cent"],
    ),
    Column("effect", ["Adverse/Favourable", "Adverse or Favourable", "Adverse Favourable", "Effect", "A/F", "Adv/Fav",
                      "Favourable/Adverse", "Fav/Adv", "F/A"]),
    Column("rag", ["RAG", "Budget RAG", "RAG rating", "RAG on net", "Rating"]),
    Column("rag_gross", ["RAG on gross", "Gross RAG", "RAG gross"]),
    EXPLANATION,
    Column("section", _HEADINGS),
    _OTHER,
]  # fmt: skip
"""``section`` takes what ``heading`` leaves: the directorate of each line beside its service."""


def _of_amounts(column: Column) -> Column:
    """Return the columns of a table whose “Adverse/(Favourable)” holds amounts."""
    if column.name == "variance":
        return Column("variance", [*column.captions, *_WORDS_BOTH_WAYS, "Adverse Favourable"])
    known = {caption(text) for text in (*_WORDS_BOTH_WAYS, "Adverse Favourable")}
    return Column(column.name, [text for text in column.captions if caption(text) not in known])


def _monitoring(*known_by: str, columns: Sequence[Column] = COLUMNS) -> TableSpec:
    return TableSpec(
        "financial monitoring",
        columns,
        key={"heading", "net_budget", *known_by},
        table_names=["Monitoring"],
        unless={"other"},
    )


MONITORING = [_monitoring("variance"), _monitoring("forecast"), _monitoring("revised")]
"""One table: it holds the variance, or the forecast it is computed from, or what is left of it when adjusted."""

_AMOUNTS = [_of_amounts(column) for column in COLUMNS]
BY_WAY = [_monitoring(known, columns=_AMOUNTS) for known in ("variance", "forecast", "revised")]
"""The same, where a caption of both ways, such as Adverse/(Favourable), stands above amounts and not above words."""


def is_read_rightly(table: Found) -> bool:
    """Whether a caption of both ways is read as what stands beneath it: words, or amounts."""
    if table.spec not in BY_WAY:
        return "effect" not in table.columns or not _holds_amounts(table, table.columns["effect"])
    above = caption(table.captions.get("variance", ""))
    ways = {caption(way) for way in (*_WORDS_BOTH_WAYS, "Adverse Favourable")}
    return without_unit(above) in ways and _holds_amounts(table, table.columns["variance"])


def _holds_amounts(table: Found, column: int) -> bool:
    rows = range(table.header_bottom + 1, min(table.grid.height, table.header_bottom + _LOOKED_AT))
    values = [table.grid.at(row, column) for row in rows if table.grid.holds(row, table.columns["heading"])]
    filled = [value for value in values if value is not None]
    return sum(read_amount(value).known and not is_dash(plain_text(value)) for value in filled) * 2 > len(
        filled
    )


TELLING = frozenset({"adjustment", "revised", "last_reported", "movement"})
"""Columns that only a monitoring table has."""

EXPLANATIONS = TableSpec(
    "explanations",
    [HEADING, EXPLANATION, *COLUMNS[1:3], *COLUMNS[4:5], _OTHER],
    key={"heading", "explanation"},
    table_names=["Explanations"],
    unless={"net_budget", "variance", "other"},
)
