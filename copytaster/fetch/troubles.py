"""What the network throws becomes one clear sentence each. It must not let a library's exception through to the desk."""

from __future__ import annotations

import aiohttp

from copytaster.errors import CopytasterError, Refused, Unreadable
from copytaster.fetch.guard import NotDialled
from copytaster.fetch.limits import FetchSettings
from copytaster.fetch.outcome import Outcome, Trouble

_ALLOW = "if that is meant, add the network to allow_addresses in the settings"
_ADDRESS = "check the address of the source"

# What the network and its library can throw while an answer is fetched.
NETWORK = (aiohttp.ClientError, OSError, ValueError, CopytasterError)


def explain(error: BaseException, settings: FetchSettings) -> Trouble:
    """The trouble behind an exception that a request raised."""
    inner = getattr(error, "os_error", None)
    if isinstance(error, Trouble):
        return error
    if isinstance(inner, NotDialled) or isinstance(error, Refused):
        return Trouble(Outcome.REFUSED, f"it is not asked, because {inner or error}", advice=_ALLOW)
    if isinstance(error, Unreadable):
        return Trouble(Outcome.BROKEN, f"the answer cannot be unpacked: {error}")
    for kinds, explanation in _EXPLANATIONS:
        if isinstance(error, kinds):
            return explanation(error, settings)
    return Trouble(Outcome.UNREACHABLE, f"the request failed ({_said(error)})")


def _timeout(error: BaseException, settings: FetchSettings) -> Trouble:
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return Trouble(Outcome.SLOW, f"no connection came about within {settings.connect_seconds:g} s")
    if isinstance(error, aiohttp.SocketTimeoutError):
        return Trouble(Outcome.SLOW, f"the server was silent for {settings.silence_seconds:g} s")
    return Trouble(Outcome.SLOW, f"the answer was not complete after {settings.total_seconds:g} s")


def _address(error: BaseException, settings: FetchSettings) -> Trouble:
    if "canonical IPv4" in str(error):
        return Trouble(Outcome.REFUSED, "its host is an address in an unusual form", advice="write the host's name, or 1.2.3.4")
    return Trouble(Outcome.BROKEN, f"{str(error)[:200]!r} is not an address on the web", advice=_ADDRESS)


def _certificate(error: BaseException, settings: FetchSettings) -> Trouble:
    why = str(getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error)
    advice = "tell the site; for an intranet add its certificates to this machine's"
    return Trouble(Outcome.UNREACHABLE, f"its certificate cannot be trusted, or it does not speak TLS ({why[:200]})", advice=advice)


def _name(error: BaseException, settings: FetchSettings) -> Trouble:
    host = getattr(error, "host", "")
    return Trouble(
        Outcome.UNREACHABLE, f"there is no host named {host!r}", advice="check the spelling, and this machine's connection"
    )


def _connect(error: BaseException, settings: FetchSettings) -> Trouble:
    where = f"{getattr(error, 'host', '')}:{getattr(error, 'port', '')}"
    return Trouble(Outcome.UNREACHABLE, f"nothing answers at {where} ({_said(getattr(error, 'os_error', error))})")


def _cut(error: BaseException, settings: FetchSettings) -> Trouble:
    return Trouble(Outcome.CUT_SHORT, f"the connection broke before the answer was complete ({_said(error)})")


def _not_http(error: BaseException, settings: FetchSettings) -> Trouble:
    return Trouble(Outcome.BROKEN, f"what answers there does not speak HTTP ({_said(error)})", advice=_ADDRESS)


def _said(error: BaseException) -> str:
    text = getattr(error, "strerror", None) or getattr(error, "message", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())[:200]


# Most particular first: the library's exceptions inherit from one another.
_EXPLANATIONS = (
    ((TimeoutError,), _timeout),
    ((aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError), _certificate),
    ((aiohttp.ClientConnectorDNSError,), _name),
    ((aiohttp.InvalidURL,), _address),
    ((aiohttp.ClientConnectorError,), _connect),
    ((aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, ConnectionError), _cut),
    ((aiohttp.ClientResponseError,), _not_http),
    ((ValueError,), _address),
)
