"""Names in a text: states, peoples, places, bodies, persons, each with its place, and the role that stands before a person.

Names are capitalised runs, cut along a gazetteer of states (`data/gazetteer.tsv`, `data/peoples.tsv`). Nothing is looked up beyond
those tables: that two names mean one person is for the reader of many texts to say (dossier/actors). It must not invent a name.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from copytaster.text import germannames
from copytaster.text.tense import PASTS
from copytaster.text.words import STOPWORDS, fold

_UPPER = "".join(c for c in map(chr, range(0x530)) if unicodedata.category(c) in {"Lu", "Lt"})
_CAP = rf"(?:(?:[A-Z]\.){{2,}}|[{_UPPER}][\w]*(?:[-’'&][\w]+)*|[{_UPPER}]\.)"
_LINK = r"(?:of\sthe|of|for|de\sla|de|du|del|da|dos|von\sder|von|van\sder|van|bin|ibn|al|el|ul|ud)"
_RUN = re.compile(rf"(?:(?<=\s)al-|\bal-|\bel-)?{_CAP}(?:[  ](?:{_LINK}[  ])?(?:al-|el-|ad-|ash-)?{_CAP})*(?:(?<=Flight)[  ]\d+)?")
_TOKEN = re.compile(r"[^\s  ]+")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:]|\n)[\s\"“”'‘’()\[\]–—-]*\Z")
_POSSESSIVE = re.compile(r"['’]s?\Z")

TITLES = frozenset(
    "mr mrs ms dr sir dame lord lady sheikh sheik ayatollah imam pope prof professor rev reverend judge justice".split()
)
# Role nouns that stand before or beside a name; the last word of a role decides.
ROLES = frozenset(
    """president vice-president premier minister chancellor secretary spokesman spokeswoman spokesperson leader chief head
    director chairman chairwoman chair ambassador envoy general colonel major captain lieutenant admiral commander marshal
    senator congressman congresswoman representative lawmaker deputy governor mayor king queen prince princess emir sultan
    commissioner prosecutor judge attorney adviser advisor aide official analyst expert activist journalist correspondent
    editor author economist historian lawyer diplomat negotiator mediator founder executive officer ceo cfo coach manager
    captain minister-president speaker cleric bishop archbishop cardinal candidate nominee co-founder inspector sheriff
    sergeant superintendent coordinator president-elect strongman autocrat dictator billionaire oligarch rapporteur legislator
    immunologist virologist epidemiologist scientist researcher physician veterinarian entrepreneur businessman businesswoman
    administrator protester protestor demonstrator secretary-general director-general attorney-general governor-general""".split()
)
BODY_HEADS = frozenset(
    """ministry council union army navy agency party court parliament senate congress assembly government university airlines
    airways company corporation corp inc ltd plc bank fund organization organisation committee commission federation front
    movement brigade brigades guard guards corps police office department service services force forces command league
    association alliance group institute authority cabinet house bureau foundation center centre society institution
    hospital school college network media news agency embassy tribunal club team front""".split()
)
_NEVER = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec i i'm i've i'll
    i'd internet god english mr mrs ms dr christmas easter eid ramadan""".split()
)
# Adjectives of parties, which name nobody alone, and short forms that are no bodies.
_ADJECTIVES = frozenset("democratic republican constitutional presidential parliamentary federal catholic protestant".split())
_NO_BODIES = frozenset(
    "hiv aids sars mers dna rna fpv gdp vat usd eur gmt utc bst edt est pdt pst cet tv dvd dmca ufo gps ppe ubi".split()
)
# "Russia-installed", "Yemen-based": what a place has done to it is no name; nor is who is for or against it ("pro-Russian").
_COMPOUND = re.compile(
    r"-(?:based|led|backed|installed|class|born|controlled|occupied|run|owned|made|style|era|wide|type|flagged|affiliated|aligned"
    r"|linked|held|sponsored|funded|trained|speaking|majority)\Z",
    re.IGNORECASE,
)
_FOR_OR_AGAINST = re.compile(r"\b(?:pro|anti|ex|non)[-–]\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name and its span. `kind` is state, people, seat (a capital for its government), place, body, person or name (not known).

    `key` is the two-letter code of a state for state, people and seat, else the folded name. `state` is the code of the state
    that the words connect with it, `role` the role noun phrase before it, as printed.
    """

    text: str
    start: int
    end: int
    kind: str
    key: str
    state: str = ""
    role: str = ""


@cache
def gazetteer() -> Mapping[str, tuple[str, str]]:
    """Folded name -> (kind, code of the state); for kind `group` its proper name and the code, parted by a tab."""
    table: dict[str, tuple[str, str]] = {}
    folder = resources.files("copytaster.text") / "data"
    for line in (folder / "regions.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, names = line.split("\t")
            table.update({_key(name): ("region", code) for name in names.split(",")})
    for line in (folder / "gazetteer.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, code, name = line.split("\t")
            if kind == "body" and not ROLES.isdisjoint(_key(name).split()):
                continue  # "American Secretary of State" is an office, and who holds it follows
            if kind != "place" or _key(name) not in table:
                table[_key(name)] = ("state" if kind == "country" else kind, code)
    for line in (folder / "outlets.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, spellings = line.split("\t")
            table.update({_key(spelling): ("group", f"{name}\t") for spelling in spellings.split(",")})
    for line in (folder / "groups.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, code, spellings = line.split("\t")
            table.update({_key(spelling): ("group", f"{name}\t{code}") for spelling in spellings.split(",")})
    for line in (folder / "peoples.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, peoples, seats = line.split("\t")
            for people in filter(None, peoples.split(",")):
                table[_key(people)] = table[_key(people + "s")] = ("people", code)
            for seat in filter(None, seats.split(",")):
                table[_key(seat)] = ("seat", code)
    return table


@cache
def state_names() -> Mapping[str, str]:
    """Code -> the English name of the state, as news prints it."""
    rows = (
        line.split("\t") for line in (resources.files("copytaster.text") / "data" / "gazetteer.tsv").read_text("utf-8").splitlines()
    )
    return {row[1]: row[2] for row in rows if row[0] == "country"}


@lru_cache(maxsize=50_000)
def _key(name: str) -> str:
    return sys.intern(_POSSESSIVE.sub("", fold(name.replace("’", "'"))))


@cache
def outlets() -> frozenset[str]:
    """The keys of outlets: they are asked for what they report, and act in few situations."""
    rows = (resources.files("copytaster.text") / "data" / "outlets.tsv").read_text("utf-8").splitlines()
    return frozenset(_key(row.split("\t")[0]) for row in rows if not row.startswith("#"))


def mentions(text: str, language: str = "en") -> list[Mention]:
    """Every name of a text in order. Spans never overlap."""
    if language.split("-")[0] == "de":
        return _german(text)
    known = _seen_inside(text)
    found: list[Mention] = []
    for run in _RUN.finditer(text):
        tokens = [p for t in _TOKEN.finditer(run.group()) for p in _parted(t.group(), run.start() + t.start())]
        if _SENTENCE_START.search(text[max(0, run.start() - 12) : run.start()]):
            tokens = _trim_start(tokens, known)
        if _FOR_OR_AGAINST.search(text[max(0, run.start() - 5) : run.start()]):
            tokens = tokens[1:]
        found.extend(_joined(text, list(_segments(text, tokens))))
    return list(_with_roles(text, found))


# First halves of "Russo-Ukrainian war", "Sino-Indian border".
_HALVES = {"russo": "Russian", "sino": "Chinese", "franco": "French", "anglo": "British", "indo": "Indian", "turco": "Turkish"}


def _parted(word: str, start: int) -> list[tuple[str, int, int]]:
    """A word as tokens: two where a hyphen stands between two states or peoples."""
    left, hyphen, right = word.partition("-")
    is_pair = bool(hyphen) and all(
        gazetteer().get(_key(_HALVES.get(_key(h), h)), ("",))[0] in {"state", "people"} for h in (left, right)
    )
    if not is_pair:
        return [(word, start, start + len(word))]
    return [(left, start, start + len(left)), (right, start + len(left) + 1, start + len(word))]


def _german(text: str) -> list[Mention]:
    """The names of a German text: what the tables of this language know, and what `germannames` takes for a name."""
    known = germannames.nouns(text)
    found: list[Mention] = []
    runs = [run.span() for run in _RUN.finditer(text)]
    whole = [text[p.start : p.end] for run in runs for p in germannames.named(text, *run, known)]
    surnames = frozenset(name.split()[-1] for name in whole if " " in name)
    for run in runs:
        for part in germannames.named(text, *run, known, surnames):
            printed = text[part.start : part.end]
            if part.state:
                found.append(Mention(printed, part.start, part.end, "seat" if part.is_seat else "state", part.state, part.state))
                continue
            kind, code = gazetteer().get(_key(printed), ("", ""))
            if kind:
                found.append(_known(printed, part.start, part.end, kind, code))
            else:
                kind = _kind(printed, [_key(w) for w in printed.split()], bool(part.role))
                found.append(Mention(printed, part.start, part.end, kind, _key(printed), role=part.role))
    return found


def _seen_inside(text: str) -> frozenset[str]:
    """Words that are capitalised in the middle of a sentence somewhere: at the start of one they are names too."""
    return frozenset(
        fold(m.group(1)) for m in re.finditer(rf"(?<=[a-z,;] )([{_UPPER}][\w’'-]+)", text) if fold(m.group(1)) not in STOPWORDS
    )


def _trim_start(tokens: list[tuple[str, int, int]], known: frozenset[str]) -> list[tuple[str, int, int]]:
    """The tokens of a run that opens a sentence, without words that are capitalised only because they open it."""
    table = gazetteer()
    while tokens:
        word = _key(tokens[0][0])
        if (
            word in table
            or word in known
            or any(_key(" ".join(t[0] for t in tokens[:size])) in table for size in (2, 3) if size <= len(tokens))
        ):
            break
        lone = len(tokens) == 1 and not tokens[0][0].isupper() and _is_word(word)
        if word in STOPWORDS or word in _NEVER or is_common(word) or lone:
            tokens = tokens[1:]
            while tokens and tokens[0][0].islower():
                tokens = tokens[1:]
            continue
        break
    return tokens


@cache
def _commons() -> frozenset[str]:
    return frozenset((resources.files("copytaster.text") / "data" / "commons.txt").read_text("utf-8").split())


def is_common(word: str) -> bool:
    """Whether a folded word is a common one of English, so that it names nobody by itself."""
    return word in _commons()


# "Reignited clashes", not "Mohammed said".
_ENDING = re.compile(r"(?:ing|ly|(?<!am)(?<!m)(?<!h)(?<!re)ed)\Z")


def _is_word(word: str) -> bool:
    """Whether a word that opens a sentence is a common one in some form, or too short to tell."""
    bare = {word, *(word.removesuffix(end) for end in ("s", "es", "ed", "d", "ing", "ly", "al", "er"))}
    return len(word) < 4 or word in ROLES or word in TITLES or any(is_common(w) for w in bare) or _ENDING.search(word) is not None


def _segments(text: str, tokens: list[tuple[str, int, int]]) -> Iterator[Mention]:
    """A run cut along the gazetteer, longest names first; what is left between is a name of its own."""
    table = gazetteer()
    rest: list[tuple[str, int, int]] = []
    at = 0
    while at < len(tokens):
        size, hit = 0, ("", "")
        for length in range(min(6, len(tokens) - at), 0, -1):
            printed = _key(" ".join(t[0] for t in tokens[at : at + length]))
            entry = table.get(_key(_HALVES[printed])) if printed in _HALVES else table.get(printed)
            if entry and not (length == 1 and entry[0] in {"place", "seat"} and _in_person(tokens, at, rest)):
                size, hit = length, entry
                break
        if size:
            yield from _free(text, rest)
            rest = []
            start, end = tokens[at][1], tokens[at + size - 1][2]
            end -= len(text[start:end]) - len(_POSSESSIVE.sub("", text[start:end]))
            yield _known(text[start:end], start, end, *hit)
            at += size
        else:
            rest.append(tokens[at])
            at += 1
    yield from _free(text, rest)


# The kinds of names that mean a state: Russia, Russians, the Kremlin.
STATE_KINDS = frozenset({"state", "people", "seat"})


def _known(printed: str, start: int, end: int, kind: str, code: str) -> Mention:
    if kind == "group":
        name, _, where = code.partition("\t")
        return Mention(printed, start, end, "body", _key(name), where)
    if kind == "region":
        return Mention(printed, start, end, "place", _key(printed), code)
    return Mention(printed, start, end, kind, code if kind in STATE_KINDS else _key(printed), code)


def _joined(text: str, parts: list[Mention]) -> Iterator[Mention]:
    """Neighbours that are one name: "Azerbaijan" + "Airlines", "Islamic" + "Revolutionary Guard" + "Corps"."""
    held: Mention | None = None
    for part in parts:
        if held and text[held.end : part.start] == " " and _is_one_body(held, part):
            state = held.state or part.state
            start = held.start
            held = Mention(text[start : part.end], start, part.end, "body", _key(text[start : part.end]), state)
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _is_one_body(left: Mention, right: Mention) -> bool:
    if right.kind == "body":
        in_place = left.kind in {"seat", "place"} and _key(right.text.split()[0]) in _OF_A_PLACE
        return in_place or (left.kind in {"state", "people", "body", "name"} and not left.role)
    is_short = " " not in right.text and not any(c.isdigit() for c in right.text)
    return left.kind == "body" and right.kind == "name" and is_short and not right.role and not left.text.isupper()


# Bodies that are named after the place they stand in: Tehran University is no university of Iran's.
_OF_A_PLACE = frozenset("university college hospital police airport school museum".split())


def _in_person(tokens: list[tuple[str, int, int]], at: int, rest: list[tuple[str, int, int]]) -> bool:
    """Whether a word that is a place in the gazetteer is part of a person's name here: "Vladimir Putin", "Jack London"."""
    following = tokens[at + 1][0] if at + 1 < len(tokens) else ""
    plain = bool(following) and following[0].isupper() and _key(following) not in gazetteer() and _key(following) not in BODY_HEADS
    after_name = bool(rest) and rest[-1][0][0].isupper() and not is_common(_key(rest[-1][0])) and _key(rest[-1][0]) not in ROLES
    return (plain and gazetteer()[_key(tokens[at][0])][0] == "place") or after_name


def _free(text: str, tokens: list[tuple[str, int, int]]) -> Iterator[Mention]:
    """What the gazetteer does not know: role words cut off the front, then a body or a name."""
    role: list[str] = []
    while tokens and (tokens[0][0].islower() or _key(tokens[0][0].rstrip(".")) in TITLES):
        tokens = tokens[1:]
    if office := _office(tokens):
        role, tokens = [t[0] for t in tokens[:office]], tokens[office:]
    split = (
        0
        if role
        else next((i for i in range(len(tokens) - 1, 0, -1) if _key(tokens[i - 1][0]) in ROLES and tokens[i][0][0].isupper()), 0)
    )
    if split:
        role = [t[0] for t in tokens[:split]]
        tokens = tokens[split:]
    if role and (of := next((i for i, t in enumerate(tokens) if t[0] in {"of", "for"}), 0)) > 1:
        tokens = tokens[:of]  # "Senator Amy Klobuchar of Minnesota"
    while tokens and (tokens[-1][0].islower() or _COMPOUND.search(tokens[-1][0])):
        tokens = tokens[:-1]
    while tokens and (_COMPOUND.search(tokens[0][0]) or (len(tokens) > 1 and _key(tokens[0][0]) in _ADJECTIVES and role)):
        tokens = tokens[1:]
    if not tokens:
        return
    start, end = tokens[0][1], tokens[-1][2]
    printed = text[start:end]
    end -= len(printed) - len(_POSSESSIVE.sub("", printed))
    printed = text[start:end]
    words = [_key(t[0]) for t in tokens]
    if (words[-1].removesuffix("s") in ROLES and not role) or words[-1] in _NEVER:
        return
    if len(words) == 1 and words[0] in _ADJECTIVES:
        return
    if len(tokens) == 1 and (words[0] in _NEVER or words[0] in ROLES or words[0] in STOPWORDS or len(words[0]) < 2):
        return
    yield Mention(printed, start, end, _kind(printed, words, bool(role)), _key(printed), role=" ".join(role))


def _kind(printed: str, words: list[str], has_role: bool) -> str:
    if any(w in BODY_HEADS for w in words) and not has_role:
        return "body"
    if has_role:
        return "person"
    if printed.isupper() and printed.isalpha() and 2 <= len(printed) <= 6 and words[0] not in _NO_BODIES:
        return "body"
    return "name"


# What offices are of, where it is no person's name: "Secretary of State Pompeo".
_PORTFOLIOS = frozenset(
    "state defense defence staff homeland house treasury energy health war commerce labor interior justice".split()
)


def _office(tokens: list[tuple[str, int, int]]) -> int:
    """Where in a run the person begins that an office with "of" stands before ("Speaker of the House Nancy Pelosi"); 0 for none."""
    words = [t[0] for t in tokens]
    of = next((i for i in range(1, len(words)) if words[i] == "of" and _key(words[i - 1]) in ROLES), 0)
    capitals = [i for i in range(of + 1, len(words)) if words[i][0].isupper()] if of else []
    if len(capitals) > 2:
        return capitals[-2]
    return capitals[1] if len(capitals) == 2 and _key(words[capitals[0]]) in _PORTFOLIOS else 0


_STATES = STATE_KINDS | {"place"}
_GAP = re.compile(r"(?:['’]s?)?\s+(?P<role>(?:[a-z][\w-]*\s+){0,4}?(?P<last>[A-Za-z][\w-]+))\s*,?\s*")
# "Acting Prime Minister of Armenia Nikol Pashinyan"; "Carrie Lam, the chief executive of Hong Kong".
_ROLE_OF = re.compile(r"\b(?P<role>(?:[A-Z][\w-]+\s|[a-z-]+\s)?(?P<last>[\w-]+))\sof\s(?:the\s)?\Z")
# Characters: so far before a name its office is looked for.
_LONGEST_ROLE = 80
_ROLE_AFTER = re.compile(r",\s(?:the\s)?(?P<role>(?:[A-Za-z-]+\s){0,2}(?P<last>[\w-]+))\sof\s(?:the\s)?")
_ROLE_BEFORE = re.compile(r"\b(?P<role>(?:[a-z]+\s)?(?P<last>[a-z-]+))\s\Z")


# "U.S. Ambassador to Egypt Ann Lee" is the United States'.
_SENT_TO = re.compile(r"\b(?P<role>[A-Za-z-]+)\sto\s(?:the\s)?\Z")


def _sent_to(text: str, place: int) -> re.Match[str] | None:
    """The office right before a place in a text, of whoever is sent there."""
    sent = _SENT_TO.search(text, max(0, place - _LONGEST_ROLE), place)
    return sent if sent and sent["role"].lower() in ROLES else None


def _sender(found: list[Mention], text: str, end: int) -> str:
    """The state that is named right before a place in a text, or nothing."""
    return next((m.state for m in found if m.kind in _STATES and m.end <= end and text[m.end : end].strip(" ’'s") == ""), "")


def _is_clause(words: str) -> bool:
    """Whether what stands between a state and an office is no part of the office: "Ukraine snubbed President", "fell before"."""
    *between, last = words.split()
    return any(
        w in STOPWORDS or w in PASTS or (last[0].isupper() and (w.endswith("ed") or (w.endswith("s") and w != "affairs")))
        for w in between
    )


def _with_roles(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Roles in lower case and states before a name: "Russian president Putin", "Azerbaijan's foreign minister Bayramov"."""
    before: Mention | None = None
    for mention in found:
        gap = text[before.end if before else max(0, mention.start - 40) : mention.start]
        state, role = mention.state, mention.role
        if mention.kind in {"name", "person", "body"}:
            joined = _GAP.fullmatch(gap)
            has_role = joined is not None and joined.group("last").lower() in ROLES and not _is_clause(joined.group("role"))
            own = gazetteer().get(mention.key, ("",))[0] == "group" and mention.kind == "body"
            bare = re.sub(r"\A['’]s?(?:\s|\Z)", "", gap.rstrip()).strip()
            if before and own:
                pass  # "Israel's UN ambassador", "Turkish Taliban": on whose side a group stands is in its table
            elif before and not bare and (sent := _sent_to(text, before.start)):
                role, state = role or sent["role"], state or _sender(found, text, sent.start())
            elif before and before.kind in _STATES and (bare in {"", mention.role} or has_role):
                state = state or before.state
                of = _ROLE_OF.search(text, max(0, before.start - _LONGEST_ROLE), before.start) if not bare and not role else None
                if of and of["last"].lower() in ROLES:
                    role = of["role"]
            elif after := _ROLE_AFTER.match(text, mention.end):
                following = next((m for m in found if m.start == after.end() and m.kind in _STATES), None)
                if following and after["last"].lower() in ROLES:
                    state, role = state or following.state, role or after["role"]
            if has_role and joined is not None:
                role = role or joined.group("role").strip()
            elif not role and (m := _ROLE_BEFORE.search(gap)) and m.group("last") in ROLES:
                role = m.group("role")
        kind = "person" if role and mention.kind == "name" else mention.kind
        yield (before := Mention(mention.text, mention.start, mention.end, kind, mention.key, state, role))
