"""Examine an installation: every check in the order in which things must work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from kccxl.excel.setup.check_addin import check_addin
from kccxl.excel.setup.check_paths import check_paths
from kccxl.excel.setup.check_policy import check_policy
from kccxl.excel.setup.check_python import check_python
from kccxl.excel.setup.checks import Check, State, elsewhere, fine
from kccxl.excel.setup.machine import Machine

_STYLES = {
    State.FINE: "green",
    State.MEND: "bold white on red",
    State.LOOK: "bold yellow",
    State.ELSEWHERE: "dim",
}


def examine(machine: Machine) -> list[Check]:
    """Return every check of an installation; nothing is changed."""
    desktop = "Excel with add-ins" if machine.has_excel else None
    first = (
        fine("System", f"{machine.system}")
        if desktop
        else elsewhere("System", f"{machine.system}: no Excel here")
    )
    return [
        first,
        *check_python(machine),
        *check_addin(machine),
        *check_paths(machine),
        *check_policy(machine),
    ]


def must_be_mended(checks: Sequence[Check]) -> bool:
    """Whether anything does not work until it is mended."""
    return any(check.state is State.MEND for check in checks)


def as_json(checks: Sequence[Check]) -> dict[str, Any]:
    """Return what `kccxl excel doctor --format json` prints."""
    states = [check.state for check in checks]
    return {"mend": states.count(State.MEND), "look": states.count(State.LOOK),
            "checks": [dict(check.as_json()) for check in checks]}  # fmt: skip


def as_table(checks: Sequence[Check]) -> Table:
    """Return the checks as a table: what, how it stands, what was found and how to mend it."""
    table = Table(title="kccxl in Excel", title_justify="left", show_lines=False)
    table.add_column("check", ratio=2)
    table.add_column("result", no_wrap=True)
    table.add_column("found, and how to mend it", ratio=6, overflow="fold")
    for check in checks:
        found = Text(check.found)
        if check.mend:
            found.append(f"\n→ {check.mend}", style="bold")
        table.add_row(check.name, Text(check.state.value, style=_STYLES[check.state]), found)
    return table
