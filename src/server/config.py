"""Settings: defaults, then FENMING_* environment variables, then command-line flags."""

from __future__ import annotations

import argparse
import dataclasses
import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]


class ConfigError(ValueError):
    """A setting that cannot be used; the message names it and the remedy."""


@dataclass(frozen=True)
class Settings:
    """Everything a server needs to know. Durations are seconds, sizes bytes."""

    data: Path = field(default_factory=lambda: Path("data"))
    host: str = "127.0.0.1"
    port: int = 8361
    origin: str = ""
    insecure: bool = False
    tls_cert: str = ""
    tls_key: str = ""
    proxies: str = ""
    demo: bool = False
    demo_tickets: int = 200_000
    engine: Path = field(default_factory=lambda: ROOT / "build" / "native" / "libfenming.so")
    engine_worker: Path = field(default_factory=lambda: ROOT / "src" / "server" / "worker.py")
    engine_memory: int = 4 * 1024**3
    engine_deadline: int = 20
    engine_long_deadline: int = 300
    sheet_memory: int = 1024**3
    sheet_deadline: int = 60
    web: Path = field(default_factory=lambda: ROOT / "build" / "web")
    signin: Path = field(default_factory=lambda: ROOT / "web" / "signin")
    library: Path = field(default_factory=lambda: ROOT / "assets" / "templates")
    header_deadline: int = 10
    body_rate: int = 1024
    body_grace: int = 10
    connections_per_address: int = 32
    busy_wait: int = 5

    @property
    def secure(self) -> bool:
        """True when browsers reach this server by https, directly or through a proxy."""
        return bool(self.tls_cert) or self.origin.startswith("https://")

    @property
    def proxy_addresses(self) -> frozenset[str]:
        """The proxies whose word about the caller's address counts."""
        return frozenset(part.strip() for part in self.proxies.split(",") if part.strip())


_HELP = {
    "data": "directory of the database",
    "host": "address to listen on",
    "port": "port to listen on (0: any free one)",
    "origin": "the public origin behind a proxy, such as https://fenming.example",
    "insecure": "allow plain http outside loopback",
    "tls_cert": "certificate chain (PEM)",
    "tls_key": "private key (PEM)",
    "proxies": "addresses, separated by commas, whose X-Forwarded-For is believed",
    "demo": "load the demo into an empty data directory and print a sign-in link",
    "demo_tickets": "tickets in the demo's history",
    "engine": "the engine's shared library",
    "library": "directory of the templates to begin with",
    "engine_worker": "the program that hosts the engine",
    "engine_memory": "address space limit of an engine worker, bytes",
    "engine_deadline": "seconds a quick engine call may take",
    "engine_long_deadline": "seconds a long engine call may take",
    "sheet_memory": "address space limit of reading one spreadsheet, bytes",
    "sheet_deadline": "seconds that reading one spreadsheet may take",
    "web": "directory of the built browser application",
    "signin": "directory of the sign-in pages",
    "header_deadline": "seconds until a request's headers must be complete",
    "body_rate": "slowest accepted upload, bytes per second",
    "body_grace": "seconds before the upload rate is judged",
    "connections_per_address": "open connections one address may hold",
    "busy_wait": "seconds a write waits for the database",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="serve.py", description="The Fenming server.")
    for setting in dataclasses.fields(Settings):
        flag = "--" + setting.name.replace("_", "-")
        if setting.type == "bool":
            parser.add_argument(flag, action="store_true", default=None, help=_HELP[setting.name])
        else:
            parser.add_argument(flag, default=None, metavar="X", help=_HELP[setting.name])
    parser.add_argument("--empty", action="store_true", help="start without demo data (default)")
    parser.add_argument("--print-config", action="store_true", help="print the settings and stop")
    return parser


def _convert(name: str, kind: object, raw: str) -> object:
    if kind == "int":
        if not raw.isdecimal() or len(raw) > 15:
            raise ConfigError(f"{name} must be a whole number, not '{raw}'")
        return int(raw)
    if kind == "bool":
        if raw not in ("0", "1"):
            raise ConfigError(f"{name} must be 0 or 1, not '{raw}'")
        return raw == "1"
    if kind == "Path":
        if not raw:
            raise ConfigError(f"{name} must not be empty")
        return Path(raw)
    return raw


def load(argv: Sequence[str], environment: Mapping[str, str]) -> tuple[Settings, bool]:
    """Reads settings; returns them and whether only to print them. Raises ConfigError."""
    flags = vars(_parser().parse_args(argv))
    kinds = {setting.name: setting.type for setting in dataclasses.fields(Settings)}
    values: dict[str, object] = {}
    for key, raw in environment.items():
        if not key.startswith("FENMING_"):
            continue
        name = key[len("FENMING_") :].lower()
        # Two keys of the same family belong to the build and to the tests, not to the server.
        if name in ("imgui_dir", "fake_engine", "test_long"):
            continue
        if name not in kinds:
            raise ConfigError(f"unknown environment variable {key}; --help lists the settings")
        values[name] = _convert(key, kinds[name], raw)
    for name, kind in kinds.items():
        if flags[name] is not None:
            flag = "--" + name.replace("_", "-")
            values[name] = flags[name] if kind == "bool" else _convert(flag, kind, flags[name])
    if flags["empty"]:
        if flags["demo"]:
            raise ConfigError("--demo and --empty exclude each other")
        values["demo"] = False
    settings = Settings(**values)  # type: ignore[arg-type]
    _check(settings)
    return settings, bool(flags["print_config"])


def is_loopback(host: str) -> bool:
    """Whether `host` names this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check(settings: Settings) -> None:
    if settings.port > 65535:
        raise ConfigError("--port must be at most 65535")
    if bool(settings.tls_cert) != bool(settings.tls_key):
        raise ConfigError("--tls-cert and --tls-key belong together")
    if settings.origin and not settings.origin.startswith(("https://", "http://")):
        raise ConfigError("--origin must begin with https:// or http://")
    if settings.origin.rstrip("/").count("/") > 2:
        raise ConfigError("--origin must not contain a path")
    if not is_loopback(settings.host) and not settings.tls_cert and not settings.insecure:
        raise ConfigError(
            f"plain http on {settings.host} would send passwords in the clear: give --tls-cert and "
            "--tls-key, listen on 127.0.0.1 behind a proxy, or insist with --insecure"
        )


def describe(settings: Settings) -> str:
    """The settings as `FENMING_NAME=value` lines; no secret is among them."""
    lines = []
    for setting in dataclasses.fields(Settings):
        value = getattr(settings, setting.name)
        shown = str(int(value)) if isinstance(value, bool) else str(value)
        lines.append(f"FENMING_{setting.name.upper()}={shown}")
    return "\n".join(lines)
