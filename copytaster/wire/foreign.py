"""Documents of other programs, which hold copy that is not read here: they are named, with what to do instead. It must not open
them."""

from __future__ import annotations

# How the bytes begin -> what they are, and what to do.
_BEGINNINGS = (
    (b"%PDF-", "a PDF document: paste its text, or save it as text"),
    (b"{\\rtf", "an RTF document: save it as text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old document of Office or Outlook: save it as text, CSV or .eml"),
    (b"BEGIN:VCALENDAR", "a calendar and no copy"),
    (b"BEGIN:VCARD", "an address card and no copy"),
    (b"SQLite format 3\x00", "a database: hand out its table as CSV"),
)
# What stands in a zip archive that is one document.
_INSIDE = (
    (b"xl/workbook", "a spreadsheet of Excel: save it as CSV"),
    (b"word/document.xml", "a document of Word: save it as text or HTML"),
    (b"ppt/presentation.xml", "slides of PowerPoint: save their text"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "a spreadsheet of LibreOffice: save it as CSV"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "a document of LibreOffice: save it as text or HTML"),
    (b"mimetypeapplication/epub+zip", "an e-book and no copy"),
)
_ZIP = b"PK\x03\x04"


def named(body: bytes) -> str:
    """What a document of another program is, and what to do with it; empty for any other bytes."""
    head = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_ZIP):
        return next((said for inside, said in _INSIDE if _named_so(body, inside)), "")
    return next((said for beginning, said in _BEGINNINGS if head.startswith(beginning)), "")


def _named_so(body: bytes, inside: bytes) -> bool:
    """Whether the archive begins so, or a member's name does, which stands behind 26 bytes of its header (APPNOTE 4.3.7)."""
    place = body.find(inside)
    while place >= 0:
        if body[place - 30 : place - 26] == _ZIP:
            return True
        place = body.find(inside, place + 1)
    return False
