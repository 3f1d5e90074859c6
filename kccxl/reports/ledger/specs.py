"""The input tables of the profiled monitoring and the captions officers and finance systems give their columns."""

from __future__ import annotations

from dataclasses import replace

from kccxl.tables.spec import Column, TableSpec

MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
"""The months of a financial year as profiles caption them."""

_FULL = (
    *("April", "May", "June", "July", "August", "September"),
    *("October", "November", "December", "January", "February", "March"),
)

AMOUNTS = ("budget", "actual", "commitment", "forecast")
"""The columns of the ledger that hold money."""

SIDES = ("debit", "credit")
"""The columns that hold it in ledgers without actuals."""

LEDGER = TableSpec(
    "ledger",
    [
        Column(
            "month",
            [
                "Month",
                "Period",
                "Posting month",
                "Posting period",
                "Accounting period",
                "Date",
                "Financial period",
            ],
        ),
        Column("directorate", ["Directorate", "Directorate name"]),
        Column("division", ["Division", "Division name", "Service"]),
        Column("heading", ["Heading", "Budget book heading", "Budget heading", "Service heading"]),
        Column("cost_centre", ["Cost centre", "Cost centre code", "Cost center", "CC"]),
        Column("cost_centre_name", ["Cost centre name", "Cost centre description", "Cost center name"]),
        Column("group", ["Subjective group", "Subjective type", "Subjective heading", "Subjective category"]),
        Column("subjective", ["Subjective", "Subjective name", "Subjective code", "Account", "Account name"]),
        Column("description", ["Description", "Line description", "Narrative", "Details"]),
        Column("budget", ["Budget", "Current budget", "Revised budget", "Cash limit"]),
        Column(
            "actual",
            [
                "Actual",
                "Actuals",
                "Actual spend",
                "Actual to date",
                "Actuals to date",
                "Spend to date",
                "Actual YTD",
            ],
        ),
        Column("debit", ["Debit", "Debits", "Debit amount", "Debit value", "DR"]),
        Column("credit", ["Credit", "Credits", "Credit amount", "Credit value", "CR"]),
        Column("commitment", ["Commitment", "Commitments", "Committed", "Outstanding commitments"]),
        Column("forecast", ["Forecast", "Forecast spend", "Forecast outturn"]),
        Column("profile", ["Profile", "Profile name", "Budget profile"]),
    ],
    key={"cost_centre", "heading", "budget", "actual"},
    table_names=["Ledger"],
)

LEDGER_BY_SIDES = replace(LEDGER, key=(LEDGER.key - {"actual"}) | set(SIDES), table_names=[])
"""The same with debits and credits in place of actuals."""

PROFILES = TableSpec(
    "profiles",
    [
        Column("profile", ["Profile", "Profile name"]),
        *(Column(short.lower(), [short, full]) for short, full in zip(MONTHS, _FULL, strict=True)),
    ],
    key={"profile", "apr", "mar"},
    table_names=["Profiles"],
)

VIREMENTS = TableSpec(
    "virements",
    [
        Column("virement", ["Virement", "Virement ref", "Virement reference", "Virement no", "Ref"]),
        Column("month", ["Month", "Date", "Period"]),
        Column("heading", ["Heading", "Budget book heading", "Budget heading"]),
        Column("cost_centre", ["Cost centre", "Cost centre code"]),
        Column("amount", ["Amount", "Virement amount"]),
        Column("reason", ["Reason", "Purpose", "Description"]),
    ],
    key={"virement", "heading", "amount"},
    table_names=["Virements"],
)

ROUTES = TableSpec(
    "virements from and to",
    [
        *VIREMENTS.columns[:2],
        Column(
            "from", ["From", "From heading", "Heading from", "Transfer from", "Moved from", "Virement from"]
        ),
        Column("to", ["To", "To heading", "Heading to", "Transfer to", "Moved to", "Virement to"]),
        *VIREMENTS.columns[4:],
    ],
    key={"from", "to", "amount"},
)
"""Virements of which each row says from which heading an amount moved to which other one."""

EXPLANATIONS = TableSpec(
    "explanations",
    [
        Column("heading", ["Heading", "Budget book heading", "Budget heading"]),
        Column("text", ["Explanation", "Commentary", "Explanations", "Reason for variance"]),
        Column("budget", ["Budget", "Net budget", "Current budget"]),
        Column("variance", ["Variance", "Forecast variance"]),
        Column("amount", ["Amount"]),
    ],
    key={"heading", "text"},
    unless={"budget", "variance", "amount"},
    table_names=["Explanations"],
)

SPECS = (LEDGER, LEDGER_BY_SIDES, PROFILES, VIREMENTS, ROUTES, EXPLANATIONS)
"""Every input table but the settings."""
