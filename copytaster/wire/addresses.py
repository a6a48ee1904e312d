"""Addresses that a page may link to. It must never let pass one that runs or carries something (javascript:, data:)."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile(r"https?://[^/\s]", re.IGNORECASE)
_LONGEST = 4000


def web_address(address: str, base: str = "") -> str:
    """An address on the web, joined to `base` where it is not whole, or nothing."""
    address = "".join(address.split()) if "\n" in address or "\t" in address else address.strip()
    if not address or len(address) > _LONGEST:
        return ""
    if base and not _SCHEME.match(address):
        try:
            address = urljoin(base, address)
        except ValueError:
            return ""
    return address if _WEB.match(address) else ""
