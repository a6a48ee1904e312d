"""What a sentence tells: a deed with which something can begin, and of what kind; or one more of many, a statement, an appointment.

Read off the words of the main clause. An attack, an arrest, a ruling, a quake, a resignation can begin what later copy is about; a
ceasefire, a meeting, a warning, a count that rose, "another", "continues" cannot.
It must not say what did begin (dossier/trigger). The words stand in data/deeds.txt.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from copytaster.dossier.alone import QUOTED


class Kind(enum.StrEnum):
    """The kind of a deed. Of some there are many of a kind in one situation, each an event of its own."""

    VIOLENCE = "violence"
    DISASTER = "disaster"
    UNREST = "unrest"
    POWER = "power"
    LAW = "law"
    PACT = "pact"


# Two of these on two days are two events, unless one says that it comes of the other.
APART = frozenset({Kind.VIOLENCE, Kind.DISASTER})


def _groups() -> Mapping[str, str]:
    """The patterns of data/deeds.txt, a group each."""
    text = (resources.files("copytaster.dossier") / "data" / "deeds.txt").read_text(encoding="utf-8")
    groups: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            groups[line.strip("[]")] = lines = []
        elif line and not line.startswith("#"):
            lines.append(line.replace(" | ", "|"))
    parts = {f"{{{name[1:]}}}": f"(?:{'|'.join(held)})" for name, held in groups.items() if name.startswith("=")}
    return {name: _with_parts("|".join(held), parts) for name, held in groups.items() if not name.startswith("=")}


def _with_parts(pattern: str, parts: Mapping[str, str]) -> str:
    for name, words in parts.items():
        pattern = pattern.replace(name, words)
    return pattern


_GROUPS = _groups()


def _of(group: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_GROUPS[group]})(?!\w)", re.IGNORECASE)


# Of one place the first kind that fits is taken: what is done to a parliament is no violence.
_KINDS = (Kind.UNREST, Kind.POWER, Kind.LAW, Kind.VIOLENCE, Kind.DISASTER)
_DEED = re.compile("|".join(rf"(?P<{kind}>\b(?:{_GROUPS[kind]})(?!\w))" for kind in _KINDS), re.IGNORECASE)
_PACTED, _SAYS, _ENDS, _ARRANGED = _of("pact"), _of("says"), _of("ends"), _of("arranged")
_OCCASION, _OBJECT = _of("occasion"), _of("object")
_GOES_ON, _COUNTS_ON = _of("goes_on"), _of("counts_on")
# What the main clause of a sentence is, without the time or the source at its front and what hangs on it.
_FRONT = re.compile(
    r"\A(?:(?:(?:Late|Early|Later|Earlier)\s+)?(?:[Oo]n|[Ii]n|[Aa]t(?! least)|[Bb]y|[Dd]uring|[Aa]ccording to)\b[^,;]{1,90},\s+)+"
)
_TURNS_BACK = re.compile(
    r"\A(?:after|following|in (?:response|retaliation|reaction)|as|amid|despite|because|when|while|with)\b[^,;]{1,160},\s+",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r"\s(?:after|following|since|because|although|though|despite|until|before|that|which|who|whom|whose|where|while|amid|if|over"
    r"|in (?:response|retaliation|connection)|due to|citing|accused of|convicted of|as|so (?:that|he|she|it|they))\s|;"
    r"|,\s+(?:\w+ly\s+)?[a-z]+ing\b"
)
_BEGAN = re.compile(
    r"\b(?:war|protests?|conflict|outbreak|crisis|invasion|strike|siege|uprising|unrest|fighting|offensive|revolution|epidemic|pandemic"
    r"|emergency|fire|blockade|occupation|demonstrations?)\s+(?:(?:was|were|had|has)\s+)?(?:first\s+)?"
    r"(?:began|begun|begins?|started|starts?|broke out|breaks out|erupted|erupts?)\b",
    re.IGNORECASE,
)
_FROM_HERE = 160
# What goes on already, or comes of what was told before: "as protests continue", "due to the breach", "following his arrest".
_FOLLOWS = re.compile(
    r"\b(?:continu(?:e|es|ed|ing)|ongoing|(?:have|has|had) been [a-z]+ed since|death toll)\b"
    r"|\b[Aa]fter (?:it|they) (?:was|were|had been) (?:[a-z]+ly )?attacked\b"
    r"|\bto protest (?:against )?(?:the|his|her|their) (?:[a-z]+ )?(?:results?|outcome|verdict|killing|death|arrest)\b"
    r"|\b(?:[Ff]ollowing|[Aa]fter|[Dd]ue to|[Bb]ecause of|[Aa]s a result of|[Ii]n (?:response|retaliation) (?:to|for)|[Aa]mid)"
    r"\s(?:the|this|these|that|his|her|its|their|[A-Z][\w-]+(?:\s[A-Z][\w-]+)?['’]s)\s"
)


@lru_cache(maxsize=8192)
def kind_of(text: str, *, of_pact: bool = False) -> Kind | None:
    """The kind of a deed that can begin something and that a sentence tells as its news; None where it tells none. With `of_pact`
    the situation is itself about an agreement, and to make one is such a deed."""
    bare = QUOTED.sub(" ", text)
    head = main_clause(bare)
    if (
        of_pact
        and (m := _PACTED.search(head))
        and _says_at(head) > m.start()
        and not _FOLLOWS.search(bare)
        and not (_GOES_ON.search(head) or _is_arranged(head))
    ):
        return Kind.PACT
    deed = next((m for m in _DEED.finditer(head) if not _is_attribute(head, m)), None)
    if deed is None or _FOLLOWS.search(bare):
        return None
    said = _says_at(head)
    if said < deed.start() or _has(_ENDS, head) or _is_arranged(head) or _GOES_ON.search(head):
        return None
    return Kind(str(deed.lastgroup))


def _has(words: re.Pattern[str], head: str) -> bool:
    """Whether a main clause has one of some words that is not only the object, or the time, of a deed before it."""
    deed = next((m for m in _DEED.finditer(head) if not _is_attribute(head, m)), None)
    for m in words.finditer(head):
        if deed is None or m.start() < deed.end() or not _OBJECT.fullmatch(m.group()):
            return True
        if not head[deed.end() : m.start()].strip():
            return True  # "a typhoon warning"
    return False


# "An officer deployed in Haiti", "footage shot by members of the public": what somebody or something is, not what happens.
_HAS_BEEN = re.compile(r"\b(?:is|are|was|were|be|been|being|has|have|had|gets?|got)\s+(?:\w+ly\s+)?\Z")
_WHERE = re.compile(r"\s(?:in|at|as|by|from|to|during|for|on|of|with)\b|\Z")


def _is_attribute(head: str, deed: re.Match[str]) -> bool:
    if deed.lastgroup == Kind.POWER or not deed.group().lower().endswith(("ed", "shot", "struck")) or " " in deed.group():
        return False
    return _WHERE.match(head, deed.end()) is not None and _HAS_BEEN.search(head[: deed.start()]) is None


def _says_at(head: str) -> int:
    m = _SAYS.search(head)
    return m.start() if m else len(head)


def worsens(text: str) -> bool:
    """Whether a sentence tells of a deed against somebody, or of harm: what can be called an escalation, as no treaty can."""
    head = main_clause(QUOTED.sub(" ", text))
    done = [m for m in _DEED.finditer(head[: _says_at(head)]) if _HARD.match(m.group()) or not _is_mild(m)]
    return bool(done) and not _has(_ENDS, head)


def _is_mild(deed: re.Match[str]) -> bool:
    """Whether a deed harms nobody by itself: a paper that is filed, an office that is given up."""
    return deed.lastgroup == Kind.LAW or deed.group().lower().startswith(("resign", "step"))


_HARD = re.compile(
    r"(?:.* )?(?:arrest|detain|charg|indict|bann?|sanction|expel|block|suspend|impos|su(?:es|ed)|convict|sentenc|sever|cut)",
    re.IGNORECASE,
)


def follows(text: str) -> bool:
    """Whether a sentence says that what it tells goes on already, or comes of what was told before."""
    return _FOLLOWS.search(QUOTED.sub(" ", text)) is not None


def ends(text: str) -> bool:
    """Whether the main clause of a sentence tells what ends, mends or settles something: a ceasefire, a treaty, an approval."""
    return _has(_ENDS, main_clause(QUOTED.sub(" ", text)))


def is_deed(text: str) -> bool:
    """Whether the main verb of a sentence is a deed and none of saying: "withdraws its case, accusing"."""
    head = main_clause(QUOTED.sub(" ", text))
    deed = next((m for m in _DEED.finditer(head) if not _is_attribute(head, m)), None)
    return deed is not None and deed.start() < _says_at(head)


def is_arranged(text: str) -> bool:
    """Whether the main clause tells what is planned, held, forecast or only spoken about: a meeting, an alert, a vote to come."""
    return _is_arranged(main_clause(QUOTED.sub(" ", text)))


def _is_arranged(head: str) -> bool:
    if _has(_ARRANGED, head):
        return True
    occasion = _OCCASION.search(head)
    if occasion is None:
        return False
    deed = next((m for m in _DEED.finditer(head, 0, occasion.start()) if not _is_attribute(head, m)), None)
    return deed is None or deed.lastgroup not in APART


@lru_cache(maxsize=8192)
def is_apart(text: str) -> Kind | None:
    """The kind of an event of its own of which there can be many, whether or not anything begins with it: one strike, one crash."""
    head = main_clause(QUOTED.sub(" ", text))
    deed = _DEED.search(head)
    if deed is None or _COUNTS_ON.search(head) or _says_at(head) < deed.start():
        return None
    kind = Kind(str(deed.lastgroup))
    return kind if kind in APART else None


def has_begun(text: str) -> bool:
    """Whether a sentence says in so many words that something began: "the protests began in June"."""
    return _BEGAN.search(QUOTED.sub(" ", text)) is not None


def main_clause(text: str) -> str:
    """The main clause of a sentence, as far as its words show it."""
    start = 0
    for opening in (_FRONT, _TURNS_BACK):
        if m := opening.match(text, 0) if not start else opening.match(text[start:]):
            start += m.end()
    rest = text[start:]
    end = _HANGS.search(rest)
    return rest[: min(end.start() if end else len(rest), _FROM_HERE)]
