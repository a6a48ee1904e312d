"""Orders for a desk that another process serves: they go to its address with the desk's token, so that one process alone writes."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from copytaster.errors import CopytasterError, NotAllowed, StoreBusy, Undecidable, Unknown

_ADDRESS = re.compile(r"https?://\S+")
_ERRORS: dict[int, type[CopytasterError]] = {403: NotAllowed, 404: Unknown, 409: Undecidable}


def address_of(folder: Path) -> str | None:
    """Where the desk in a folder is served, if it is."""
    try:
        found = _ADDRESS.search((folder / "desk.lock").read_text(encoding="utf-8"))
    except OSError:
        return None
    return found.group().rstrip("/") if found else None


def order(folder: Path, path: str, value: Any, *, busy: StoreBusy, body: bytes | None = None, patience: float = 300) -> Any:
    """Send an order to the desk that is served from a folder, and wait for `patience` seconds at most. Raises
    `busy` where nobody takes orders there."""
    address = address_of(folder)
    if address is None:
        raise busy
    token = (folder / "desk.token").read_text(encoding="ascii").strip()
    kind = "application/json" if body is None else "application/octet-stream"
    request = urllib.request.Request(  # noqa: S310 - the address was matched as http(s) above
        address + path,
        data=json.dumps(value).encode() if body is None else body,
        headers={"Content-Type": kind, "Authorization": f"Bearer {token}"},
    )
    # Straight to the address: a proxy in the environment is not for this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=patience) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        said = _said(error)
        raise _ERRORS.get(error.code, CopytasterError)(said) from None
    except urllib.error.URLError:
        raise busy from None


def _said(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.loads(error.read())["error"])
    except (ValueError, KeyError):
        return f"the desk answered {error.code}"
