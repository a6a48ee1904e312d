"""What fetching may cost: sizes, times, counts, and under which name the desk asks. Values only; nothing is fetched here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version


def _user_agent() -> str:
    try:
        return f"copytaster/{version('copytaster')} (news desk; conditional requests)"
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "copytaster (news desk; conditional requests)"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """The limits of all requests of a desk. Times are in seconds, sizes in bytes after unpacking."""

    user_agent: str = _user_agent()
    # Networks that may be dialled though they are not public, such as ("10.1.0.0/16",) for an intranet.
    allow: tuple[str, ...] = ()
    # Certificates to trust beside the system's: a PEM file, for intranets that sign their own.
    ca_file: str = ""
    # The largest of 106 real feeds (feeds/real-feeds-share.tar.gz) has 1.9 MB. A refused bomb costs up to this much memory.
    max_bytes: int = 10 * 1024 * 1024
    # Held by all answers under way together: many bombs at once are no more than this and a MiB for each connection.
    max_held: int = 128 * 1024 * 1024
    connect_seconds: float = 10.0
    # The longest silence within an answer, and the longest answer as a whole: a server that sends a byte now and then ends here.
    silence_seconds: float = 20.0
    total_seconds: float = 60.0
    redirects: int = 5
    connections: int = 64
    connections_per_host: int = 2
    # Between the beginnings of two requests to one host.
    gap_seconds: float = 1.0
