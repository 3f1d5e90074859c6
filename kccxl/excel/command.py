"""``kccxl excel``: install the add-in, find out what stands in its way, list its functions, serve it.

Exit codes are those of ``kccxl``; `doctor` ends with 1 where something must be mended.
"""

from __future__ import annotations

from pathlib import Path

import click

from kccxl import console
from kccxl.arguments import PATH, InOrder, leave, print_as
from kccxl.excel.setup.machine import this_machine


@click.group(cls=InOrder)
def excel() -> None:
    """Use kccxl inside Excel: install the add-in, check it, list its functions."""


@excel.command()
@click.option(
    "--addin", metavar="FILE", type=PATH,
    help="The add-in to install, if not the one that comes with kccxl: a copy signed by IT.",
)  # fmt: skip
def install(addin: Path | None) -> None:
    """Put the add-in into Excel for this user. Close Excel first; doing it again does no harm."""
    from kccxl.excel.setup.addin import shipped_addin
    from kccxl.excel.setup.install import install as put_in

    for line in put_in(this_machine(), addin or shipped_addin()):
        console.say(line)
    console.say("Start Excel anew. If a button does nothing, run: kccxl excel doctor", "bold")


@excel.command()
def uninstall() -> None:
    """Take the add-in out of Excel for this user, and give back the settings that were there before."""
    from kccxl.excel.setup.install import uninstall as take_out

    for line in take_out(this_machine()):
        console.say(line)


@excel.command()
@print_as("table", "json")
def doctor(as_what: str) -> None:
    """Check everything the add-in needs, and say how to mend it; nothing is changed."""
    from kccxl.excel.setup.doctor import as_json, as_table, examine, must_be_mended

    checks = examine(this_machine())
    if as_what == "json":
        console.write_json(as_json(checks))
    else:
        console.OUT.rich.print(as_table(checks), soft_wrap=False)
    leave(1 if must_be_mended(checks) else 0)


@excel.command()
@print_as("table", "json")
def udfs(as_what: str) -> None:
    """List the worksheet functions with their arguments."""
    from kccxl.excel.setup.udf_list import as_json, as_table

    if as_what == "json":
        console.write_json(as_json())
    else:
        console.OUT.rich.print(as_table(), soft_wrap=False)


@excel.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on. Any other than this computer's own lets others send workbooks to it, unprotected "
    "unless something in front of it checks who they are.",
)
@click.option(
    "--certificate",
    metavar="FILE",
    type=PATH,
    help="Certificate (PEM) for HTTPS, which Excel asks for.",
)
@click.option("--key", metavar="FILE", type=PATH, help="The certificate's private key (PEM).")
def serve(port: int, host: str, certificate: Path | None, key: Path | None) -> None:
    """Serve functions and buttons to Excel on the web, for the Mac or for Windows, from this computer.

    Needs the extra kccxl[server]. Its xlwings Server is free for government institutions and other noncommercial
    users; suppliers need a paid plan. See docs/excel.md.
    """
    from kccxl.excel.server.start import Service, start

    start(Service(host, port, certificate, key), say=console.say)
