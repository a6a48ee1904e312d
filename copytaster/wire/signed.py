"""The mail inside a signed one (S/MIME, RFC 8551): what was signed stands whole in it, packed with the signature. It must not judge
the signature, and what is encrypted stays closed.
"""

from __future__ import annotations

# Object identifiers of CMS (RFC 5652): signed data, and data.
_SIGNED, _DATA = (b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07" + kind for kind in (b"\x02", b"\x01"))
_SEQUENCE, _PARTS, _EXPLICIT, _OCTETS = 0x30, 0x24, 0xA0, 0x04
# Programs cut what they sign into pieces of a thousand bytes and more.
_NEAR, _MOST_PIECES = 64, 20_000
KINDS = ("application/pkcs7-mime", "application/x-pkcs7-mime")


def content(raw: bytes) -> bytes | None:
    """The part of a mail that some bytes hold signed; None where they hold none."""
    if raw[:1] != bytes([_SEQUENCE]) or _SIGNED not in raw[:_NEAR]:
        return None
    place = raw.find(_DATA)
    if place < 0:
        return None
    tag, begin, _ = _opened(raw, place + len(_DATA))
    if tag != _EXPLICIT:
        return None
    tag, begin, end = _opened(raw, begin)
    if tag == _OCTETS:
        return raw[begin:end]
    pieces = []
    for _ in range(_MOST_PIECES):
        if tag not in (_PARTS, _OCTETS) or begin >= len(raw):
            break
        if tag == _OCTETS:
            pieces.append(raw[begin:end])
            begin = end
        tag, begin, end = _opened(raw, begin)
    return b"".join(pieces) or None


def _opened(raw: bytes, place: int) -> tuple[int, int, int]:
    """The tag of a value in ASN.1 (BER) and where its content begins and ends; one without a length ends nowhere."""
    head = raw[place : place + 2]
    if len(head) < 2:
        return 0, len(raw), len(raw)
    begin, size = place + 2, head[1]
    if size & 0x80:
        begin += size & 0x7F
        size = int.from_bytes(raw[place + 2 : begin]) if size & 0x7F else len(raw)
    return head[0], begin, min(len(raw), begin + size)
