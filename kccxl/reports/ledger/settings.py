"""The settings of a ledger's workbook: ledgers come out of finance systems in pounds and pence."""

from __future__ import annotations

from collections.abc import Sequence

from kccxl.reports.money.settings import MoneySettings, Scale, read_money_settings
from kccxl.tables.grid import Grid
from kccxl.tables.problems import ProblemLog

START = MoneySettings(unit=Scale.POUNDS)
"""What holds where nothing is set."""

COMMAND = "kccxl new ledger"


def read_settings(grids: Sequence[Grid], log: ProblemLog) -> MoneySettings:
    """Read the settings; a plain figure is in pounds unless a caption or a setting says otherwise."""
    return read_money_settings(grids, log, START, COMMAND)
