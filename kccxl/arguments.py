"""The arguments and options that several commands take; light, for every command loads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kccxl.files.backup import KEPT

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)

WORKBOOK = click.argument("workbook", metavar="WORKBOOK", type=PATH, help="The workbook.")
WORKBOOKS = click.argument(
    "workbooks", metavar="WORKBOOK...", nargs=-1, required=True, type=PATH,
    help="Workbooks, folders of workbooks, or patterns such as 'plans/**/*.xlsx'.",
)  # fmt: skip
BACKUPS = click.option(
    "--backups", type=PATH, envvar="KCCXL_BACKUPS", show_envvar=True,
    help="Folder for backups; otherwise one beside each workbook.",
)  # fmt: skip
KEEP = click.option(
    "--keep", type=click.IntRange(min=1), default=KEPT, show_default=True, envvar="KCCXL_KEEP", show_envvar=True,
    help="How many backups of a workbook are kept.",
)  # fmt: skip
JSON = click.option("--json", "as_json", is_flag=True, help="Print it for other programs.")


class InOrder(click.Group):
    """Commands that help lists in the order they are used in, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click names it
        """Return the names of the commands."""
        return list(self.commands)


def print_as(*forms: str) -> Callable[[Command], Command]:
    """Give a command the option in which form it prints; the first unless told."""
    return click.option(
        "--format", "-f", "as_what", type=click.Choice(forms), default=forms[0], show_default=True,
        help="How to print it.",
    )  # fmt: skip


def leave(code: int) -> None:
    """End the command with an exit code."""
    click.get_current_context().exit(code)
