"""Who holds the desk's token may decide. A browser shows the token once and gets a signed cookie; programs send it each time.

The token is made at first start and lies in the desk's folder, readable by its owner only. It must never stand in a page, an
address or a log.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "copytaster_desk"
_FILE = "desk.token"
_LONGEST = 365 * 86400


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who holds the desk's token. `seal` goes into every form, so that no other site can fill one in."""

    seal: str


def token_of(folder: Path) -> tuple[str, bool]:
    """The desk's token, and whether it was made just now."""
    file = folder / _FILE
    try:
        found = file.read_text(encoding="ascii").strip()
        if found:
            return found, False
    except FileNotFoundError:
        pass
    token = secrets.token_urlsafe(24)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(token + "\n")
    return token, True


class Guard:
    """Checks tokens, cookies and seals of one desk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read = (0, token_of(folder)[0])

    @property
    def _token(self) -> str:
        """The token that lies in the desk's folder now: a new one voids the old one at once."""
        try:
            changed = (self._folder / _FILE).stat().st_mtime_ns
        except OSError:
            return self._read[1]
        if changed != self._read[0]:
            self._read = (changed, token_of(self._folder)[0])
        return self._read[1]

    def knows(self, shown: str) -> bool:
        """Whether this is the desk's token."""
        return hmac.compare_digest(shown.strip().encode(), self._token.encode())

    def editor(self, request: Request) -> Editor | None:
        """The editor who sends a request, told by cookie or by token."""
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.knows(shown):
            return Editor(seal="")
        nonce, _, signature = request.cookies.get(COOKIE, "").partition(".")
        if nonce and hmac.compare_digest(signature, self._sign("cookie", nonce)):
            return Editor(seal=self._sign("form", nonce))
        return None

    def let_in(self, response: Response, *, secure: bool) -> None:
        """Give a browser the cookie of the desk."""
        nonce = secrets.token_urlsafe(18)
        response.set_cookie(
            COOKIE,
            f"{nonce}.{self._sign('cookie', nonce)}",
            max_age=_LONGEST,
            httponly=True,
            samesite="strict",
            secure=secure,
        )

    def _sign(self, purpose: str, nonce: str) -> str:
        return hmac.new(self._token.encode(), f"{purpose}:{nonce}".encode(), hashlib.sha256).hexdigest()


def editor_of(request: Request) -> Editor | None:
    """The editor who sends a request, or None for any reader."""
    guard: Guard = request.app.state.guard
    return guard.editor(request)
