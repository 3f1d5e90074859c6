"""``kccxl excel``: install the add-in, find out what stands in its way, list its functions, serve it.

Exit codes are those of ``kccxl``; `doctor` ends with 1 where something must be mended.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kccxl import console
from kccxl.excel.setup.machine import this_machine

app = typer.Typer(
    name="excel",
    no_args_is_help=True,
    help="Use kccxl inside Excel: install the add-in, check it, list its functions.",
)


class ListFormat(StrEnum):
    """How lists are printed."""

    TABLE = "table"
    JSON = "json"


Format = Annotated[ListFormat, typer.Option("--format", "-f", help="How to print them.")]


@app.command()
def install(
    addin: Annotated[
        Path | None,
        typer.Option("--addin", help="The add-in to install, if not the one that comes with kccxl: "
                     "a copy signed by IT.", metavar="FILE"),
    ] = None,
) -> None:  # fmt: skip
    """Put the add-in into Excel for this user. Close Excel first; doing it again does no harm."""
    from kccxl.excel.setup.addin import shipped_addin
    from kccxl.excel.setup.install import install as put_in

    for line in put_in(this_machine(), addin or shipped_addin()):
        console.say(line)
    console.say("Start Excel anew. If a button does nothing, run: kccxl excel doctor", "bold")


@app.command()
def uninstall() -> None:
    """Take the add-in out of Excel for this user, and give back the settings that were there before."""
    from kccxl.excel.setup.install import uninstall as take_out

    for line in take_out(this_machine()):
        console.say(line)


@app.command()
def doctor(format: Format = ListFormat.TABLE) -> None:
    """Check everything the add-in needs, and say how to mend it; nothing is changed."""
    from kccxl.excel.setup.doctor import as_json, as_table, examine, must_be_mended

    checks = examine(this_machine())
    if format is ListFormat.JSON:
        sys.stdout.write(console.as_json(as_json(checks)) + "\n")
    else:
        console.OUT.print(as_table(checks), soft_wrap=False)
    raise typer.Exit(1 if must_be_mended(checks) else 0)


@app.command()
def udfs(format: Format = ListFormat.TABLE) -> None:
    """List the worksheet functions with their arguments."""
    from kccxl.excel.setup.udf_list import as_json, as_table

    if format is ListFormat.JSON:
        sys.stdout.write(console.as_json(as_json()) + "\n")
    else:
        console.OUT.print(as_table(), soft_wrap=False)


@app.command()
def serve(
    port: Annotated[int, typer.Option("--port", help="Port to listen on.", min=1, max=65535)] = 8000,
    host: Annotated[
        str,
        typer.Option("--host", help="Address to listen on. Any other than this computer's own lets others send "
                     "workbooks to it, unprotected unless something in front of it checks who they are."),
    ] = "127.0.0.1",
    certificate: Annotated[
        Path | None,
        typer.Option("--certificate", help="Certificate (PEM) for HTTPS, which Excel asks for.", metavar="FILE"),
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", help="The certificate's private key (PEM).", metavar="FILE")
    ] = None,
) -> None:  # fmt: skip
    """Serve functions and buttons to Excel on the web, for the Mac or for Windows, from this computer.

    Needs the extra kccxl[server]. Its xlwings Server is free for government institutions and other noncommercial
    users; suppliers need a paid plan. See docs/excel.md.
    """
    from kccxl.excel.server.start import Service, start

    start(Service(host, port, certificate, key), say=console.say)
