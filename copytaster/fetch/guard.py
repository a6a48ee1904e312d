"""Which addresses may be dialled: public ones, and those that the settings allow. It must not look at names.

A name proves nothing: it can lead to another address at each look-up, and a redirect can lead anywhere. So the address itself is
judged where the socket for it is made, after the last look-up and before the first packet. Whatever form the host was written in
(decimal, octal, hexadecimal, IPv6 with an IPv4 address inside) has become an address by then.

The blocks are those that IANA's special-purpose registries (RFC 6890 and its updates) list as not globally reachable. Of IPv6 only
2000::/3 is handed out for public use, so all else is refused without being listed.
"""

from __future__ import annotations

import functools
import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from copytaster.errors import Misconfigured, Refused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
AddressInfo = tuple[int, int, int, str, tuple[Any, ...]]

_REFUSED: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(block), what)
    for block, what in (
        ("0.0.0.0/8", "this machine itself"),
        ("127.0.0.0/8", "this machine itself (loopback)"),
        ("10.0.0.0/8", "a private network"),
        ("172.16.0.0/12", "a private network"),
        ("192.168.0.0/16", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("169.254.0.0/16", "link-local, where clouds keep their secrets"),
        # Microsoft's cloud answers its machines' inner questions on this one public-looking address.
        ("168.63.129.16/32", "a cloud's inner service"),
        ("192.0.0.0/24", "kept for protocols"),
        ("192.0.2.0/24", "kept for documentation"),
        ("192.88.99.0/24", "a retired relay"),
        ("198.18.0.0/15", "kept for measurements"),
        ("198.51.100.0/24", "kept for documentation"),
        ("203.0.113.0/24", "kept for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "this machine itself"),
        ("::1/128", "this machine itself (loopback)"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "link-local"),
        ("ff00::/8", "multicast"),
        ("2001::/23", "kept for protocols"),
        ("2001:db8::/32", "kept for documentation"),
        ("2002::/16", "a retired relay (6to4)"),
        ("3fff::/20", "kept for documentation"),
    )
)
_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
# IPv6 addresses that stand for the IPv4 address in their last 32 bits: mapped ones, and those that a NAT64 gateway translates,
# which is how a machine without IPv4 reaches public sites.
_CARRIERS = (ipaddress.IPv6Network("::ffff:0:0/96"), ipaddress.IPv6Network("64:ff9b::/96"))


class NotDialled(Refused, OSError):
    """The address is not public and not allowed. An `OSError` too, because that is what a connection attempt may raise."""


class Guard:
    """Judges addresses, and makes sockets only for those that may be dialled."""

    def __init__(self, allow: Iterable[str] = ()) -> None:
        self._allow = tuple(_network(text) for text in allow)
        self.reason = functools.lru_cache(4096)(self._reason)

    def _reason(self, address: str) -> str:
        """Why this address is not dialled, in words; empty when it may be."""
        try:
            bare = _carried(ipaddress.ip_address(address.partition("%")[0]))
        except ValueError:
            return "not an internet address"
        if any(bare in network for network in self._allow):
            return ""
        for network, what in _REFUSED:
            if bare in network:
                return what
        return "" if bare.version == 4 or bare in _PUBLIC_V6 else "not handed out for public use"

    def socket(self, info: AddressInfo) -> socket.socket:
        """The socket for an address that is about to be dialled. Raises `NotDialled` before anything leaves this machine."""
        family, kind, protocol, _, address = info
        if reason := self.reason(str(address[0])):
            raise NotDialled(f"{address[0]} is {reason}")
        return socket.socket(family=family, type=kind, proto=protocol)


class GuardedResolver(AbstractResolver):
    """Another resolver's answers without the addresses that would be refused, so that the refusal can name them all.

    The guard's socket decides; this only spares attempts and gives the better sentence.
    """

    def __init__(self, inner: AbstractResolver, guard: Guard) -> None:
        self._inner = inner
        self._guard = guard

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """The addresses of a name that may be dialled. Raises `NotDialled` when there are only others."""
        found = await self._inner.resolve(host, port, family)
        good = [one for one in found if not self._guard.reason(one["host"])]
        if found and not good:
            raise NotDialled(f"{host} leads to {found[0]['host']}, which is {self._guard.reason(found[0]['host'])}")
        return good

    async def close(self) -> None:
        """Let go of the inner resolver."""
        await self._inner.close()


def _carried(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, else the address itself."""
    if isinstance(address, ipaddress.IPv6Address) and any(address in carrier for carrier in _CARRIERS):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        raise Misconfigured(
            f"the list of allowed networks holds {text!r}, which is none ({error}); write it like 10.1.0.0/16 or 127.0.0.1/32"
        ) from None
