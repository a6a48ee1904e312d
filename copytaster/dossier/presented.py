"""Who speaks and is not known yet, as the same text presents him: "Caloundra half back Jarrod Kidston", "Sergey M., one of the
maintainers".

It must not join what two sentences say, nor take anything from another text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copytaster.dossier.alone import QUOTED
from copytaster.dossier.analyse import Analysed
from copytaster.dossier.values import Field
from copytaster.text.words import STOPWORDS

_GIVEN = r"[A-Z][\w’'-]+\s(?:[A-Z]\.\s)?"
_CALLED = r"(?P<called>,\s(?:an?|the|one)\s[^,.;:“”\"]{3,90},)"
# What somebody is stands before his name where a sentence begins, behind a quotation or "according to".
_FRONT = r"(?:\A|[\"”],?\s|\baccording to\s)(?P<role>(?:[A-Z][\w-]*\s){0,2}(?:[a-z][\w-]+\s){1,3})"
_ACTS = r"(?=[.,]|\s(?:was|is|has|had|said|says|told|tells|wrote|[a-z]{3,}ed)\b)"
_NO_ROLE = re.compile(r"(?:[Yy]esterday|[Tt]oday|.*ly|.*day|.*ing|.*ed|.*s)\Z")


def presented(name: str, analysed: Analysed) -> str:
    """How the text presents whom it calls by one name later; nothing where it does not, or presents two of that name."""
    found = list(dict.fromkeys(_presented(name, analysed)))
    fulls = {full for full, _ in found}
    return max((words for _, words in found), key=len) if len(fulls) == 1 else ""


def _presented(name: str, analysed: Analysed) -> Iterator[tuple[str, str]]:
    """Full names in a text, each with the words that present who bears it."""
    full = rf"(?P<full>{_GIVEN}{re.escape(name)}|{re.escape(name)}\s[A-Z][.․])"
    for read in analysed.sentences:
        if read.field == Field.HEADLINE or name not in read.text:
            continue
        bare = QUOTED.sub(lambda m: '"' + " " * (len(m.group()) - 2) + '"', read.text)
        for called in re.finditer(rf"(?<![\w’'-]){full}{_CALLED}?", bare):
            yield called["full"], called["full"] + called["called"] if called["called"] else ""
        for role in re.finditer(rf"{_FRONT}{full}{_ACTS}", bare):
            if not any(w in STOPWORDS or _NO_ROLE.match(w) for w in role["role"].split()):
                yield role["full"], role["role"] + role["full"]
