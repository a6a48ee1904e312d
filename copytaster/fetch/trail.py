"""Where redirects lead, hop by hop, and which address may see a source's secrets. Nothing is asked here."""

from __future__ import annotations

import aiohttp
from yarl import URL

from copytaster.fetch.outcome import Outcome, Trouble
from copytaster.model import Source

_PERMANENT = {301, 308}
# 300 offers a choice, and names in Location what the server would choose.
REDIRECTS = _PERMANENT | {300, 302, 303, 307}
_LOOK = "open the address in a browser and see where it leads"
_LONGEST = 4000


class Trail:
    """The way of one request. `url` is where it stands, `permanent` how far permanent redirects alone have led."""

    def __init__(self, address: str, redirects: int) -> None:
        self.url = _on_the_web(URL(address))
        self.permanent: str | None = None
        self._home = self.url.origin()
        self._seen = {self.url}
        self._left = self._redirects = redirects
        self._is_permanent = True

    def is_at_home(self) -> bool:
        """Whether the request still stands at the origin where it began: secrets go nowhere else."""
        return self.url.origin() == self._home

    def follow(self, status: int, location: str) -> None:
        """Go where a redirect points. Raises `Trouble` where that is nowhere, in a circle, or one too many."""
        target = _on_the_web(self.url.join(URL(_written(location[:_LONGEST]))))
        # A way from https to http is followed, but not remembered: the next request shall be safe from meddling again.
        is_downgrade = self.url.scheme == "https" and target.scheme == "http"
        self._is_permanent = self._is_permanent and status in _PERMANENT and not is_downgrade
        if target in self._seen:
            raise Trouble(Outcome.BROKEN, "its redirects lead in a circle", advice=_LOOK)
        if not self._left:
            raise Trouble(Outcome.BROKEN, f"it redirects more than {self._redirects} times", advice=_LOOK)
        self._left -= 1
        self._seen.add(target)
        self.url = target
        if self._is_permanent:
            self.permanent = str(target)


def secrets(source: Source, first: str) -> dict[str, str]:
    """The headers of a source's own that may be sent to `first`: user and password, and settings named `header.NAME`.

    None where a permanent redirect has led to another origin: the secret was given to the old one.
    """
    home = URL(source.address)
    if _on_the_web(home).origin() != _on_the_web(URL(first)).origin():
        return {}
    own = {name[7:]: value for name, value in source.settings.items() if name.startswith("header.")}
    user, password = source.settings.get("user", home.user), source.settings.get("password", home.password)
    if user:
        own["Authorization"] = aiohttp.encode_basic_auth(user, password or "")
    return own


def _written(location: str) -> str:
    """A Location as an address. Bytes that are not UTF-8 are what the server calls its page: they go back as they came."""
    try:
        location.encode()
    except UnicodeEncodeError:
        raw = location.encode("utf-8", "surrogateescape")
        return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)
    return location


def _on_the_web(url: URL) -> URL:
    """An address that HTTP can ask, without user, password and fragment."""
    if url.scheme not in {"http", "https"} or not url.host:
        raise Trouble(
            Outcome.REFUSED, f"{str(url)[:100]!r} is not an address on the web", advice="write it with http:// or https://"
        )
    return url.with_user(None).with_fragment(None)
