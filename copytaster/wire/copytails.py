"""What stands below a piece of plain copy: "(END)", "###", "==Kyodo", "Lusa/Fim", the signs of those who wrote it, and whom to ask
("To contact the reporter ...", "Pressekontakt:"). It must not take more off than the last few lines, nor anything where no sentence
stands above.
"""

from __future__ import annotations

import re

from copytaster.wire import running, signoffs
from copytaster.wire.origin import agency

# What ends a text; all below it is furniture.
_ENDS = re.compile(
    r"\(?(?:END|ENDS|Ends|ENDE|Ende|Schluss|FIN|Fin|Fim|FIM|FINE|SLUTT|SLUT|NNNN)\)?|\(\s?(?:END|ENDS|Ende|Schluss)\s?\)[^.!?\n]{0,60}|#{1,3}"
    r"|#(?:\s#){1,4}|-\s?(?:0|30|ends?|END|ENDS|Ende|oOo)\s?-|-[30]{1,2}-[^\n]{0,40}|(?:x{3,5}|X{3,5}|\*{3,5}|\*(?:\s\*){2,4}|o{3})"
    r"|[\w:. /-]{0,40}\bNNNN|//\s?انتهى\s?//|/?\s?انتهى\s?/?|（完）|\(끝\)|\(?(?:конец|КОНЕЦ)\)?"
)
# Whom to ask, and who owns the rights.
_CONTACT = re.compile(
    r"(?:To contact the (?:reporter|editor|author)|(?:Write to|Contact) [^\n]{2,60} at \S{1,64}@|\(\(\s?\S[^\n]{0,200}@"
    r"|/CONTACT:|/Web site:"
    r"|(?:Media|Press|Press office|Editorial)? ?[Cc]ontacts?\s*:|(?:MEDIA|PRESS)? ?CONTACTS?\b\s*:|Presse-?kontakte?\s*:"
    r"|Medienkontakt\s*:|Kontakt\s*:|Rückfragen\b[^\n]{0,60}:|Contacto(?: de prensa)?\s*:|Contact presse\s*:"
    r"|Contatti?(?: stampa)?\s*:"
    r"|Keywords\s*:|Original-Content von|Copyright (?:\(c\)|©|\d{4})|\(c\) (?:Copyright|\d{4})|© ?(?:\d{4}|Copyright)"
    r"|© [^\n]{2,80}$)"
)
# "==Kyodo", "-- BERNAMA", "Lusa/Fim", "WAM/Example", "EFE".
_SIGNED = re.compile(r"(?:[=~—–-]{1,3}\s?)?(?P<agency>[^\W\d_][\w-]{1,20})(?:\s?/{1,2}\s?[^\W\d_][\w .-]{1,30})?[=.—–-]{0,3}")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,30}){1,4}")
_INITIALS = re.compile(r"[A-Z]{2,4}(?:\s?/{1,2}\s?[A-Z]{2,4}){1,4}")
_END_WORD = re.compile(r"\((?:END|Ende|Schluss|MORE(?: TO FOLLOW)?|more)\)\s?")
# Within so many of the last lines the end is looked for.
_LAST, _LONGEST = 14, 120


def parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines of a text, and what stands below them."""
    held = [place for place, line in enumerate(lines) if line.strip()][-_LAST:]
    first = next((place for place in held[1:] if _ends(lines[place].strip())), len(lines))
    if not any(running.is_sentence(line.strip()) for line in lines[:first]):
        return lines, []
    printed, below = lines[:first], [line.strip() for line in lines[first:] if line.strip()]
    taken: list[str] = []
    while signs := (signoffs.parted(printed) or _signed(printed)):
        taken = [*signs, *taken]
    return printed, [*taken, *below]


def _ends(line: str) -> bool:
    return (len(line) <= _LONGEST and _ENDS.fullmatch(line) is not None) or _CONTACT.match(line) is not None


def _signed(lines: list[str]) -> list[str]:
    """Takes the last line off that only names an agency or an address, where it does."""
    while lines and not lines[-1].strip():
        lines.pop()
    last = lines[-1].strip() if len(lines) > 1 else ""
    if not last or len(last) > _LONGEST:
        return []
    found = _SIGNED.fullmatch(last)
    if (found and agency(found["agency"])) or _ADDRESS.fullmatch(last) or _INITIALS.fullmatch(last):
        lines.pop()
        return [last]
    return []


def is_end(line: str) -> bool:
    """Whether a line is furniture wherever it stands: an end of a text, or "more to follow", with the agency or without."""
    return len(line) <= _LONGEST and (_ENDS.fullmatch(line) is not None or _END_WORD.match(line) is not None)


def agency_of(line: str) -> str:
    """The agency that a line below a text names: "==Kyodo", "(END) Dow Jones Newswires", "EFE abc/def"."""
    bare = _END_WORD.sub("", line).strip()
    first = re.split(r"[\s/]", bare.lstrip("=~—–- "), maxsplit=1)[0]
    return agency(bare) or (agency(first) if first.isupper() or "/" in bare else "")
