"""Subjects of mails without what mail programs, lists and gateways put in front of them. It must not take off words of a headline:
"[EXCLUSIVE]" and "[LIVE]" are some, "[EXTERNAL]" and the name of the list that a mail came by are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from copytaster.text import marks
from copytaster.wire import embargo

_FORWARDED = "fwd fw wg tr rv enc i doorst ilt pd vb vl tov 转发 轉寄".split()
_ANSWERED = "re aw sv vs antw odp ynt res ref rif r 回复 回覆 答复".split()
# What is a word or initials as well counts only in a mail that refers to another.
_DOUBTFUL = frozenset("i r pd vb vl tov res ref rif".split())
_PREFIX = re.compile(
    rf"(?P<word>{'|'.join(sorted((*_FORWARDED, *_ANSWERED), key=len, reverse=True))})\s{{0,3}}(?:\[\d{{1,3}}\])?\s{{0,3}}[:：]\s*",
    re.IGNORECASE,
)
_TAG = re.compile(r"\[(?P<tag>[^\[\]\n]{1,60})\]\s*|\*{3}\s*(?P<stars>spam)\s*\*{3}\s*", re.IGNORECASE)
_GATEWAY = frozenset(("external", "external sender", "external email", "ext", "extern", "externe", "spam", "suspected spam"))
_KIND = (
    r"(?:press|news|media) (?:release|statement)|pressemitteilung|presseinformation|presseaussendung|medienmitteilung"
    r"|communiqué(?: de presse)?|comunicado(?: de prensa| de imprensa)?|nota de prensa|comunicato stampa|persbericht"
    r"|pressmeddelande|pressemeddelelse|pressemelding|lehdistötiedote|for immediate release"
)
_RELEASE = re.compile(rf"(?:(?:{_KIND})\s{{0,3}}[:：]|\*{{1,3}}\s?(?:{_KIND})\s?\*{{1,3}}:?)\s*", re.IGNORECASE)
_BARE = re.compile(
    rf"(?:{_KIND}|\(?(?:no subject|kein betreff|ohne betreff|sans objet|sin asunto|nessun oggetto|geen onderwerp)\)?)[\s.:*-]*",
    re.IGNORECASE,
)
_MOST = 12


def plain(subject: str, lists: Collection[str] = (), *, refers: bool = False) -> tuple[str, str]:
    """A subject as a headline, and what the mail is by it: "answer", "forward" or neither.

    `lists` are the names, in small letters, that the lists which it came by go by; `refers` says whether its header names
    another mail.
    """
    kind = ""
    for _ in range(_MOST):
        if (found := _PREFIX.match(subject)) and (refers or found["word"].lower() not in _DOUBTFUL):
            kind = kind or ("forward" if found["word"].lower() in _FORWARDED else "answer")
        elif not ((found := _TAG.match(subject)) and _is_tag(found, subject, lists)) and not (found := _RELEASE.match(subject)):
            break
        subject = subject[found.end() :]
    return subject.strip(), kind


def is_bare(subject: str) -> bool:
    """Whether a subject says what kind of mail it is, or that it has none, and nothing more."""
    return _BARE.fullmatch(subject) is not None


def _is_tag(found: re.Match[str], subject: str, lists: Collection[str]) -> bool:
    """Whether brackets hold the name of a list or the word of a gateway. A mark of answers behind them says so as well, unless they
    order something.
    """
    tag = (found["tag"] or found["stars"]).strip().lower()
    if embargo.is_embargoed(tag) or marks.is_mark(tag):
        return False
    return tag in _GATEWAY or tag in lists or _PREFIX.match(subject, found.end()) is not None
