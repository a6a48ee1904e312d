"""The text of a mail, out of its parts: of several that say the same the better one, of several that follow each other all. It must
not lose a part that was written to be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copytaster.text.markup import plain
from copytaster.wire import embargo, furniture, mime
from copytaster.wire.decode import decode

_PLAIN, _ENRICHED = "text/plain", ("text/enriched", "text/richtext")
TEXTS = (_PLAIN, "text/html", *_ENRICHED)
_SEVEN_BITS = ("utf-7", "unicode-1-1-utf-7", "utf7")
# A signature (RFC 3676, 4.3) stands below two hyphens and a blank, and is short. Older mail may stand below it.
_LONGEST_SIGNATURE, _MOST_SIGNED = 1000, 20
_FEW_WORDS, _SENTENCE = 12, re.compile(r"[^\W\d_]{3}[.!?][\"”’)]*$")
_OLDER = re.compile(
    r"^(?:>|-{3,}|_{10,}|[^\n]{0,200}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev|escreveu)"
    r" ?:[ \t]*$)",
    re.MULTILINE,
)
_LINK = re.compile(r"<?https?://\S+|\[(?:image|cid|bild)[:\s][^\]\n]{0,200}\]", re.IGNORECASE)
# A text that only says that there is a page. It is short.
_NOTICE = re.compile(
    r"\bhtml\b[\w -]{0,30}\b(?:e-?mails?|messages?|format|version|capable|nachrichten?)\b"
    r"|\b(?:does|do|can|could) ?not (?:support|display|show|read|view)\b"
    r"|\b(?:view|read|open) this (?:e-?mail|message|newsletter)\b[\w ]{0,20}\b(?:browser|online)\b"
    r"|kein html|html-(?:e-?mail|fähig|ansicht)",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 400
# Orders are looked for in so many characters at the top and at the end of each part.
_TOP, _END, _LONGEST_ORDER = 6_000, 2_000, 240
# What no reader sees of a page: its title, and what is hidden so that lists of mails show it below the subject.
_TITLE = re.compile(r"<title\b[^<>]{0,200}>[^<]{0,2000}</title\s{0,9}>", re.IGNORECASE)
_HIDDEN = re.compile(
    r"""<(?P<name>div|span|p|td)\b[^<>]{0,500}?style\s?=\s?["'][^"'<>]{0,500}?display\s?:\s?none[^<>]{0,1000}>[^<]{0,3000}</(?P=name)>""",
    re.IGNORECASE,
)
# So much of the words of a page stand in a text of the same mail: they are one text.
_SAME, _MOST_TWINS = 0.9, 8


def bodies(parts: list[mime.Part]) -> list[mime.Part]:
    """The parts of a message that are its text. One that has a name is attached, unless it is all the text there is."""
    texts = [part for part in parts if part.kind in TEXTS]
    if bare := [part for part in texts if not part.filename]:
        return bare
    inline = [part for part in texts if part.is_inline]
    return inline if len(inline) == 1 else texts if len(parts) == 1 else []


def decoded(parts: Sequence[mime.Part]) -> list[tuple[mime.Part, str]]:
    """Parts with what is printed in each, markup among it."""
    return [(part, _decoded(part)) for part in parts]


def text(printed: Sequence[tuple[mime.Part, str]]) -> str:
    """The text that some decoded parts are: of each choice the plain text, unless that is only a notice and the page says more."""
    groups: dict[int, list[tuple[bool, str]]] = {}
    for number, (part, body) in enumerate(printed, start=1):
        groups.setdefault(part.choice or -number, []).append((part.kind == _PLAIN, _shown(part, body)))
    pieces = [_chosen(group) for group in groups.values()]
    said: list[tuple[bool, str]] = []
    for is_plain, piece in pieces:
        others = enumerate(said) if len(pieces) <= _MOST_TWINS else ()
        twin = next((place for place, one in others if one[0] != is_plain and _is_same(one[1], piece)), None)
        if twin is not None:
            said[twin] = _chosen([said[twin], (is_plain, piece)])
        elif piece.strip() and not (len(pieces) > 1 and furniture.is_nothing_else(piece)):
            said.append((is_plain, piece))
    return "\n\n".join(piece.strip("\n") for _, piece in said)


def orders(printed: Sequence[tuple[mime.Part, str]]) -> list[str]:
    """The lines at the top and the end of a message's texts that order an embargo: of all parts, what they hide among it, and those
    that are not taken because another says the same.
    """
    found: list[str] = []
    for part, raw in printed:
        for piece in (raw[:_TOP], raw[-_END:] if len(raw) > _TOP else ""):
            if embargo.is_hinted(piece):
                shown = piece if part.kind == _PLAIN else plain(piece)
                bare = "\n".join(line.strip(" >*") for line in shown.split("\n"))
                found += embargo.orders(bare, _LONGEST_ORDER)
    return list(dict.fromkeys(found))


def unsigned(printed: str) -> str:
    """A text without the signature that it ends with. What is quoted or passed on below a signature stays."""
    begin, end = printed.rfind("\n-- \n") + 1, len(printed)
    if not begin and not printed.startswith("-- \n"):
        return printed
    if older := _OLDER.search(printed, begin + 4):
        end = older.start()
    signature = printed[begin:end].strip()
    if embargo.is_embargoed(signature):
        return printed
    if len(signature) > _LONGEST_SIGNATURE or signature.count("\n") > _MOST_SIGNED or _is_running(signature):
        return printed
    return f"{printed[:begin].rstrip()}\n\n{printed[end:]}" if end < len(printed) else printed[:begin]


def _is_running(signature: str) -> bool:
    """Whether a signature is running text, as the last item of a brief is whose items two hyphens part."""
    paragraphs = signature.split("\n\n")
    return any(len(one.split()) > _FEW_WORDS and _SENTENCE.search(one) and not furniture.is_nothing_else(one) for one in paragraphs)


def _chosen(group: list[tuple[bool, str]]) -> tuple[bool, str]:
    """Which of the texts that say the same is taken, and whether it is plain."""
    bare = "\n\n".join(shown for is_plain, shown in group if is_plain and shown.strip())
    page = "\n\n".join(shown for is_plain, shown in group if not is_plain and shown.strip())
    if not page or not bare:
        return not page, bare or page
    said = _LINK.sub("", bare).strip()
    is_notice = len(said) <= _LONGEST_NOTICE and _NOTICE.search(said) is not None and not _NOTICE.search(page[:_LONGEST_NOTICE])
    is_page = len(page) > 40 and (len(said) < len(page) / 3 or is_notice)
    return (False, page) if is_page else (True, bare)


def _is_same(one: str, other: str) -> bool:
    """Whether most words of either text stand in the other."""
    words, others = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    fewer = min(words, others, key=len)
    return bool(fewer) and len(words & others) >= _SAME * len(fewer)


def _shown(part: mime.Part, body: str) -> str:
    """What a reader sees of a part in which some text is printed."""
    if part.kind == _PLAIN:
        return _unflowed(part, body)
    return plain(_page(body) if part.kind not in _ENRICHED else body.replace("\r\n", "\n").replace("\n\n", "<p>"))


def _decoded(part: mime.Part) -> str:
    raw = part.bytes()
    if part.charset.lower() in _SEVEN_BITS and raw.isascii():
        return raw.decode("utf-7", errors="replace")
    return decode(raw, part.charset)[0]


def _page(markup: str) -> str:
    """A page without its title and what it hides."""
    return _HIDDEN.sub("", _TITLE.sub("", markup, count=1))


def _unflowed(part: mime.Part, text: str) -> str:
    """Lines that a mail program broke (format=flowed, RFC 3676) put together again."""
    text = text.replace("\r\n", "\n")
    if part.parameter("format").lower() != "flowed":
        return text
    space = "" if part.parameter("delsp").lower() == "yes" else " "
    return re.sub(r"(?<!^--) \n(?!\n|>)", space, text, flags=re.MULTILINE)
