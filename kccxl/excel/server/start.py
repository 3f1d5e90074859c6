"""Start xlwings Server with kccxl's functions and buttons, on this computer alone unless told otherwise."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from kccxl.errors import UsageError

TERMS = (
    "xlwings Server is licensed under PolyForm Noncommercial 1.0.0, which permits government institutions, schools and "
    "charities; suppliers and other companies need a paid plan (https://www.xlwings.org/pricing)."
)
_PROJECT = Path(__file__).with_name("project")
_SETTINGS = {
    "XLWINGS_ON_SERVER": "true",
    "XLWINGS_PROJECT_DIR": str(_PROJECT),
    "XLWINGS_ENVIRONMENT": "prod",
    "XLWINGS_PROJECT_NAME": "kccxl",
    "XLWINGS_FUNCTIONS_NAMESPACE": "KCC",
    "XLWINGS_MANIFEST_ID_PROD": "8b7b0a3e-5f0c-4a53-9d0f-6a2a6e1c7f42",
    "XLWINGS_LOG_LEVEL": "WARNING",
    "XLWINGS_ENABLE_ALPINEJS_CSP": "false",
    "XLWINGS_ENABLE_EXAMPLES": "false",
    "XLWINGS_ENABLE_HOTRELOAD": "false",
    "XLWINGS_ENABLE_HTMX": "false",
    "XLWINGS_ENABLE_SOCKETIO": "false",
}


@dataclass(frozen=True, slots=True)
class Service:
    """Where to listen, and the certificate for HTTPS."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None

    @property
    def address(self) -> str:
        """How Excel reaches it.

        >>> Service("127.0.0.1", 8000).address
        'http://127.0.0.1:8000'
        """
        return f"http{'s' if self.certificate else ''}://{self.host}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether this computer alone reaches it.

        >>> Service("localhost", 1).is_local, Service("0.0.0.0", 1).is_local
        (True, False)
        """
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def start(service: Service, say: Callable[..., None]) -> None:
    """Serve until interrupted.

    Args:
        service: where.
        say: prints a line.

    Raises:
        UsageError: the extra or the licence key is missing, the certificate is incomplete, or the port is taken.

    """
    _check_extra()
    _check_certificate(service)
    _check_port(service)
    app = make_app(service)
    say(
        f"kccxl serves at {service.address} (stop with Ctrl+C). Excel's manifest: {service.address}/manifest",
        "bold",
    )
    say(TERMS)
    if not service.certificate:
        say(
            "Without --certificate this is plain HTTP, which Excel takes for no add-in: good for trying it out only."
        )
    if not service.is_local:
        say("Others on the network reach it too, and it asks nobody who they are.", "bold yellow")
    import uvicorn

    uvicorn.run(
        app,
        host=service.host,
        port=service.port,
        log_level="warning",
        server_header=False,
        ssl_certfile=service.certificate,
        ssl_keyfile=service.key,
    )


def make_app(service: Service) -> Any:
    """Return the ASGI application; a request that names another host than it listens on is refused.

    Raises:
        UsageError: there is no licence key for xlwings.

    """
    os.environ.update(_SETTINGS)
    _check_licence()
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    import kccxl.excel.functions  # noqa: F401 - declares them all
    from kccxl.excel.bindings import for_server, scripts_for_server
    from kccxl.excel.declaring import CATALOGUE
    from kccxl.excel.server.scripts import SCRIPTS

    # the names under which xlwings Server looks for what it serves
    _put_module("custom_functions", for_server(CATALOGUE))
    _put_module("custom_scripts", scripts_for_server(SCRIPTS))
    from xlwings_server.main import main_app

    return TrustedHostMiddleware(main_app, allowed_hosts=_hosts(service))


def _put_module(name: str, members: Mapping[str, Any]) -> None:
    module = ModuleType(name)
    vars(module).update(members)
    sys.modules[name] = module


def _hosts(service: Service) -> list[str]:
    """Hosts that requests may name: else a web page could reach the server under a name of its own (DNS rebinding)."""
    if service.is_local:
        return ["localhost", "127.0.0.1", service.host]
    return ["*"] if service.host in ("0.0.0.0", "::") else [service.host]  # noqa: S104 - asked for by --host


def _check_extra() -> None:
    missing = [name for name in ("xlwings_server", "uvicorn") if find_spec(name) is None]
    if missing:
        raise UsageError(
            f'The server is an extra that is not installed. Run: "{sys.executable}" -m pip install "kccxl[server]". {TERMS}'
        )


def _check_licence() -> None:
    try:
        import xlwings.server  # noqa: F401 - asks for the key
    except Exception as fault:
        if type(fault).__name__ != "LicenseError":
            raise
        raise UsageError(
            f"xlwings Server asks for a licence key ({str(fault).rstrip('.')}). {TERMS} If you are permitted, set the "
            "environment variable XLWINGS_LICENSE_KEY to noncommercial; with a paid plan, to your key."
        ) from None


def _check_certificate(service: Service) -> None:
    if (service.certificate is None) != (service.key is None):
        raise UsageError("--certificate and --key go together: give both, or neither.")
    for path in (service.certificate, service.key):
        if path is not None and not path.is_file():
            raise UsageError(f"There is no file {path}. Give the certificate and its key as PEM files.")


def _check_port(service: Service) -> None:
    family = socket.AF_INET6 if ":" in service.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((service.host, service.port))
        except OSError as fault:
            raise UsageError(
                f"{service.host} port {service.port} cannot be used ({fault.strerror or fault}). "
                "Choose another one with --port."
            ) from None
