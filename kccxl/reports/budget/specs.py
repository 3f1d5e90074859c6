"""The input tables of the budget report, and the captions under which papers and officers know their columns."""

from __future__ import annotations

from kccxl.tables.spec import Column, TableSpec

EXPENDITURE = ("staffing", "non_staffing")
INCOME = ("internal_income", "external_income", "grants")
AMOUNTS = (*EXPENDITURE, "gross_expenditure", *INCOME, "net_cost")
"""The columns of money, in the order in which they are printed."""

FTE = "fte"

_DIVISIONS = [
    "Division", "Service", "Division/Service", "Division or service", "Service/Division", "Divisions", "Services",
    "Service area", "Directorate", "Directorate/Division", "Business unit", "Team", "Department",
]  # fmt: skip
_DIVISION = Column("division", [*_DIVISIONS, "Budget heading", "Budget book heading", "Heading"])
_STAFFING = Column(
    "staffing",
    ["Staffing", "Staffing costs", "Staffing expenditure", "Staffing budget", "Staff", "Staff costs", "Employees",
     "Employee costs", "Employee expenditure", "Pay"],
)  # fmt: skip
_NON_STAFFING = Column(
    "non_staffing",
    ["Non Staffing", "Non-staffing", "Nonstaffing", "Non staffing costs", "Non staffing expenditure",
     "Non staffing budget", "Non staff", "Non staff costs", "Non employee costs", "Non pay", "Running costs",
     "Other expenditure", "Other costs"],
)  # fmt: skip
_GROSS = Column(
    "gross_expenditure",
    ["Gross Expenditure", "Gross expend", "Gross exp", "Gross cost", "Gross costs", "Gross budget", "Gross",
     "Total expenditure", "Gross spend"],
)  # fmt: skip
_INTERNAL = Column(
    "internal_income", ["Internal Income", "Internal recharges", "Recharge income", "Recharges", "Internal"]
)
_EXTERNAL = Column(
    "external_income",
    ["External Income", "Income external", "External", "Fees and charges", "Other income", "Income"],
)
_GRANTS = Column(
    "grants", ["Grants", "Grant", "Grant income", "Government grants", "Specific grants", "Grants income"]
)
_NET = Column(
    "net_cost",
    ["Net Cost", "Net costs", "Net expenditure", "Net budget", "Net exp", "Net spend", "Net", "Cash limit"],
)
_STAFF_CAPTIONS = [
    "FTE", "FTEs", "FTE staff", "Staff FTE", "Full time equivalents", "Full time equivalent", "Budgeted FTE", "Posts",
    "FTE posts", "Posts FTE", "Establishment", "Establishment FTE", "Staff in FTE", "Number of FTE",
]  # fmt: skip
_FTE = Column(FTE, _STAFF_CAPTIONS)

_OF_OTHER_TABLES = [
    Column("forecast", ["Forecast", "Forecast outturn", "Outturn", "Projected outturn", "Net forecast",
                        "Full year forecast"]),
    Column("variance", ["Variance", "Forecast variance", "Net forecast variance", "Net variance", "Revised net variance",
                        "Revised variance", "Outturn variance", "YTD variance"]),
    Column("actual", ["Actual", "Actuals", "Actual to date", "Actual YTD", "Spend to date", "Commitments", "Commitment"]),
    Column("saving", ["Saving", "Savings", "Savings target", "Delivered", "At risk"]),
    Column("rephasing", ["Rephasing", "Real variance", "Real", "Project"]),
    Column("month", ["Month", "Period", "Ref"]),
]  # fmt: skip
_ALL = [
    _DIVISION,
    _STAFFING,
    _NON_STAFFING,
    _GROSS,
    _INTERNAL,
    _EXTERNAL,
    _GRANTS,
    _NET,
    _FTE,
    *_OF_OTHER_TABLES,
]
_UNLESS = frozenset(column.name for column in _OF_OTHER_TABLES)


def _budget(*key: str) -> TableSpec:
    return TableSpec("directorate budget", _ALL, key={"division", *key}, unless=_UNLESS)


BUDGETS = [
    _budget("staffing", "non_staffing"),
    _budget("gross_expenditure", "net_cost"),
    _budget("gross_expenditure", "external_income"),
    _budget("gross_expenditure", "internal_income"),
    _budget("gross_expenditure", "grants"),
]
"""A table is a directorate budget where it has two of these columns."""

STAFF = TableSpec(
    "staff",
    [Column("division", _DIVISIONS), _FTE, *(column for column in _ALL if column not in (_DIVISION, _FTE))],
    key={"division", FTE},
    unless=frozenset({*AMOUNTS, *_UNLESS}),
)
