"""Which claims stand against each other, and which of them later copy took the place of. No verdict: words beside words.

Two claims are contested when different sides speak to the same question: in one sentence that sets them against each other; one
denying what the other says; or each naming another cause of one event. A later claim overtakes an earlier one of the same voice
when it admits what that one denied, names another cause, or gives another figure for the same thing.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from copytaster.dossier.claims import Heard, matter
from copytaster.dossier.values import Citation, Claim, Contest, Side
from copytaster.text.tense import PASTS
from copytaster.text.words import root, words

_CONTRAST = re.compile(r"\b(?:while|whereas|although|though|but|however|despite|instead|contradict\w*)\b", re.IGNORECASE)
# Words of a cause that are no event: two claims that share only these name the same cause, not the same event.
_NO_EVENT = frozenset(
    root(w) for w in words("caused responsible responsibility blamed attributed result due because accidentally first admission")
)
# Claims denied within this many days answer each other; a figure is brought up to date within a fortnight.
_ANSWERS, _UPDATES = dt.timedelta(days=30), dt.timedelta(days=14)
# A word in more claims than this says nothing about the question; in a small room, in more than half of them.
_COMMON = 60
_MOST = 12
_A_SIDE = 3


@dataclass
class _Room:
    """All that was heard, by the words of matter and context, with how rare they are."""

    heard: Sequence[Heard]
    rarity: Mapping[str, float]
    by_matter: Mapping[str, list[int]] = field(default_factory=dict)
    rare: frozenset[str] = frozenset()


def contests(heard: Sequence[Heard], sides: Sequence[Side], *, limit: int = _MOST) -> tuple[tuple[Contest, ...], list[Claim]]:
    """Contested questions, the weightiest first, and all claims in order with those marked that later ones took the place of."""
    room = _room(heard)
    marked = overtaken(heard)
    if len(sides) < 2:
        return (), [marked.get(h.claim.key, h.claim) for h in heard]
    pairs = sorted(((score, a, b) for a, b, score in _pairs(room)), key=lambda p: (-p[0], p[1], p[2]))
    groups = _groups(room, pairs)
    made = [
        Contest(_question(room, group), tuple(marked.get(heard[p].claim.key, heard[p].claim) for p in sorted(group)))
        for group in groups[:limit]
    ]
    return tuple(made), [marked.get(h.claim.key, h.claim) for h in heard]


def _room(heard: Sequence[Heard]) -> _Room:
    counts = Counter(t for h in heard for t in h.matter | h.context)
    total = max(1, len(heard))
    rarity = {t: math.log(1 + total / n) for t, n in counts.items()}
    bound = min(_COMMON, max(4, total // 2))
    where: dict[str, list[int]] = defaultdict(list)
    for place, h in enumerate(heard):
        for term in h.matter:
            if counts[term] <= bound:
                where[term].append(place)
    return _Room(heard, rarity, where, frozenset(t for t, n in counts.items() if n <= bound))


def _pairs(room: _Room) -> Iterator[tuple[int, int, float]]:
    """Every two claims of different sides that speak to the same question, with how surely."""
    answers = list(_answers(room))
    yield from answers
    seen = {(a, b) for a, b, _ in answers}
    by_sentence: dict[tuple[int, str, int], list[int]] = defaultdict(list)
    by_day: dict[tuple[dt.date, dt.date], list[int]] = defaultdict(list)
    charged: dict[str, list[int]] = defaultdict(list)
    for place, h in enumerate(room.heard):
        by_sentence[h.claim.citation.version, h.claim.citation.field, h.claim.sentence].append(place)
        if h.names_a_cause:
            for day in h.days:
                by_day[day].append(place)
        for charge in (t for t in h.matter if t.startswith("~") and h.claim.said and h.claim.side):
            charged[charge].append(place)
    near = [near for places in charged.values() for near in _windows(room, places)]
    for places in [*by_sentence.values(), *room.by_matter.values(), *by_day.values(), *near]:
        for i, a in enumerate(places):
            for b in places[i + 1 :]:
                if _may_be_contested(room.heard[a], room.heard[b]) and (a, b) not in seen:
                    seen.add((a, b))
                    score = _against(room, room.heard[a], room.heard[b])
                    if score:
                        yield a, b, score


# "dismissed the claim", "denies it": an answer to what was said just before. Who demands, asks or condemns claims nothing.
_ANSWERS_IT = re.compile(
    r"\A(?:the|this|that|these|those|any|such|all)\s(?:[a-z-]+\s){0,2}(?:claims?|accusations?|allegations?|charges?|reports?|statement"
    r"|involvement|responsibility|it)\b|\Ait\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied)|reject\w*|dismiss\w*|refut\w*|disput\w*)\b", re.IGNORECASE)
_NO_CLAIM = re.compile(r"\b(?:demand\w*|call\w*|ask\w*|urg\w*|condemn\w*|den(?:y|ies|ied)|reject\w*|dismiss\w*)\b", re.IGNORECASE)
# A denial answers what was said so many statements before it in its text; surer than any two texts that share words, less sure than
# one sentence that sets two voices against each other.
_BACK = 5
_ANSWERED_AT_ONCE = 6.0


def _answers(room: _Room) -> Iterator[tuple[int, int, float]]:
    """Each denial with what it denies in the same text: the nearest claim of the other side that shares a word with it, else, where
    it only says "the claim", the nearest of them."""
    told: dict[tuple[int, str], list[int]] = defaultdict(list)
    for place, h in sorted(enumerate(room.heard), key=lambda one: one[1].claim.citation.start):
        told[h.claim.citation.version, h.claim.citation.field].append(place)
    for places in told.values():
        for at, place in enumerate(places):
            late = room.heard[place]
            here = (room.heard[p] for p in places[max(0, at - _BACK) : at])
            if not _DENIES.search(late.claim.cue) or any(_is_against(h, late) for h in here):
                continue
            near = [p for p in reversed(places[max(0, at - _BACK) : at]) if _may_answer(room.heard[p], late)]
            answered = next((p for p in near if room.heard[p].matter & late.matter), None)
            if answered is None and _ANSWERS_IT.match(late.claim.words):
                answered = next(iter(near), None)
            if answered is not None:
                yield min(answered, place), max(answered, place), _ANSWERED_AT_ONCE


def _is_against(h: Heard, late: Heard) -> bool:
    """Whether two sides speak in one sentence: there the one answers the other."""
    return h.claim.sentence == late.claim.sentence and bool(h.claim.side) and h.claim.side != late.claim.side


def _may_answer(early: Heard, late: Heard) -> bool:
    is_claim = not _NO_CLAIM.search(early.claim.cue) and early.claim.sentence != late.claim.sentence
    return is_claim and bool(early.claim.side and late.claim.side) and early.claim.side != late.claim.side


def _windows(room: _Room, places: Sequence[int]) -> Iterator[list[int]]:
    """For each of some claims in order of time, those of the days after it that may answer it."""
    days = [room.heard[p].claim.said or dt.date.min for p in places]
    for at, day in enumerate(days):
        yield list(places[at : bisect_right(days, day + _CHARGED)])


# Who is only "I", "we" or "they" in a transcript gives no statement that can stand beside another.
_NOBODY = re.compile(r"\A(?:I|we|you|they|it|one|who)\Z", re.IGNORECASE)


def _may_be_contested(a: Heard, b: Heard) -> bool:
    if a.claim.side == b.claim.side or not (a.claim.side and b.claim.side) or a.is_hearsay or b.is_hearsay:
        return False
    if _is_one_span(a.claim.citation, b.claim.citation):
        return False  # the same words, heard as two voices
    if _NOBODY.match(a.claim.speaker) or _NOBODY.match(b.claim.speaker):
        return False
    return a.denies != b.denies or (a.names_a_cause and b.names_a_cause) or a.sentence == b.sentence


def _is_one_span(a: Citation, b: Citation) -> bool:
    """Whether two citations begin or end at one place of a text, or are one."""
    return (a.version, a.field) == (b.version, b.field) and (a.start == b.start or a.end == b.end)


# A denial answers a claim that has this share of the shorter one's words; an accusation is answered within a week. Of 60 pairs from
# the two presidents' releases 17 spoke to one question while one day and any shared words sufficed, and while "I" in transcripts
# and what one office said of the other counted; of the 26 that there are now, 22 do.
_ANSWERED = 0.4
_CHARGED = dt.timedelta(days=7)


def _against(room: _Room, a: Heard, b: Heard) -> float:
    """How surely two claims stand against each other; 0 where they do not."""
    at = (a.claim.citation.version, a.claim.citation.field, a.claim.sentence)
    if at == (b.claim.citation.version, b.claim.citation.field, b.claim.sentence):
        return 10.0 if _CONTRAST.search(a.sentence) and a.claim.words != b.claim.words else 0.0
    both = a.matter & b.matter
    shared = math.fsum(room.rarity[t] for t in both)
    apart = abs(a.claim.said - b.claim.said) if a.claim.said and b.claim.said else dt.timedelta()
    size = min(len(a.matter), len(b.matter)) or 1
    if a.denies != b.denies and apart <= _ANSWERS and len(both & room.rare) >= 2 and len(both) >= _ANSWERED * size:
        return shared / math.sqrt(size)
    is_opposed = a.denies != b.denies or (a.names_a_cause and b.names_a_cause)
    if is_opposed and apart <= _CHARGED and any(t.startswith("~") for t in both):
        return shared / math.sqrt(size)
    if _is_one_event(a, b) and _names_another_cause(a, b) and _is_one_question(room, a, b):
        return shared / math.sqrt(size) + 2.0
    return 0.0


def _is_one_question(room: _Room, a: Heard, b: Heard) -> bool:
    """Whether two causes are given for one event: that copy of the same days speaks of the same war is not enough."""
    about = a.context & b.context & room.rare - _NO_EVENT
    kin = {t for t in a.context & b.context if t.startswith("=")}
    if len(a.matter & b.matter & room.rare) >= 2:
        return True
    if a.is_dated and b.is_dated:
        return bool(kin and about)
    return len(kin) >= 2 and bool(about)


_CRASH = {"=aircraft", "=crash"}


def _is_crash(h: Heard) -> bool:
    """Whether a claim is about a crash: deaths in custody are not those in one, though both are deaths."""
    return bool(h.context & _CRASH)


def _is_one_event(a: Heard, b: Heard) -> bool:
    """Whether two claims are about one event: their copy names the same past day or month, and shares what it is about."""
    about = (a.context & b.context) - _NO_EVENT
    if _is_crash(a) != _is_crash(b):
        return False
    kin = {t for t in about if t.startswith("=")}
    same_day = any(x[0] <= y[1] and y[0] <= x[1] for x in a.days for y in b.days)
    if same_day:
        return bool(kin) or len(about) >= 2
    near = bool(a.claim.said and b.claim.said) and abs(_days(a, b)) <= 3
    return len(kin) >= 2 or (near and bool(kin) and len(about) >= 2)


def _is_surely_one_event(early: Heard, late: Heard) -> bool:
    """Whether the copy around two claims speaks of one thing that happened, and names its day or month; of a crash without a day
    where the later one has both the aircraft and its crash. Without this every "we must admit" in a release overtook something."""
    about = early.context & late.context
    if _is_crash(early) != _is_crash(late):
        return False
    if early.is_dated and late.is_dated and any(x[0] <= y[1] and y[0] <= x[1] for x in early.days for y in late.days):
        return any(t.startswith("=") for t in about)
    return bool(about & _CRASH) and late.context >= _CRASH


def _names_another_cause(a: Heard, b: Heard) -> bool:
    if not (a.names_a_cause and b.names_a_cause):
        return False
    mine, yours = a.matter - b.matter - _NO_EVENT, b.matter - a.matter - _NO_EVENT
    return bool(mine) and bool(yours) and not (a.matter & b.matter & {"=shoot", "bird"})


def _days(a: Heard, b: Heard) -> int:
    return (b.claim.said - a.claim.said).days if a.claim.said and b.claim.said else 0


def _groups(room: _Room, pairs: Sequence[tuple[float, int, int]]) -> list[list[int]]:
    """Pairs gathered around the surest ones: a claim joins where it answers one of the first two."""
    home: dict[int, int] = {}
    groups: list[list[int]] = []
    weight: list[float] = []
    said: set[tuple[str, str]] = set()
    for score, a, b in pairs:
        if a in home and b in home:
            continue
        if a in home or b in home:
            known, other = (a, b) if a in home else (b, a)
            group = groups[home[known]]
            mark = (room.heard[other].claim.side, room.heard[other].claim.words)
            fellows = sum(1 for p in group if room.heard[p].claim.side == mark[0])
            cut_twice = next((p for p in group if _is_part(room, other, p)), None)
            if cut_twice is not None:
                if len(mark[1]) > len(room.heard[cut_twice].claim.words):
                    group[group.index(cut_twice)] = other
                    home[other] = home[known]
            elif known in group[:2] and fellows < _A_SIDE and mark not in said:
                home[other] = home[known]
                group.append(other)
                said.add(mark)
            continue
        if any((room.heard[p].claim.side, room.heard[p].claim.words) in said for p in (a, b)):
            continue  # in other copy the same words stand in a group already
        home[a] = home[b] = len(groups)
        groups.append([a, b])
        weight.append(score)
        said.update((room.heard[p].claim.side, room.heard[p].claim.words) for p in (a, b))
    order = sorted(range(len(groups)), key=lambda g: (-weight[g] - 0.5 * len(groups[g]), g))
    return [groups[g] for g in order]


def _is_part(room: _Room, one: int, other: int) -> bool:
    """Whether two claims are the same words of a text, cut twice."""
    a, b = (room.heard[p].claim.citation for p in (one, other))
    return (a.version, a.field) == (b.version, b.field) and a.start < b.end and b.start < a.end


# What cannot stand in a noun phrase: it is cut there. "the city of Shusha" stays whole.
_CUTS = re.compile(
    r"[,;:.!?()“”\"–—]|\b(?:in|on|at|to|for|from|by|with|that|which|who|whose|and|or|but|as|after|before|while|when|if|because|than|into"
    r"|over|under|about|against|between|during|is|was|were|are|be|been|being|has|had|have|do|does|did|will|would|can|could|may|might"
    r"|must|should|not|no|it|he|she|they|we|you|I|there|this|these|those|only|also|first|then|still|again|[a-z]+(?:ed|ing|ly))\b"
    r"|\b(?:" + "|".join(sorted(PASTS)) + r")\b"
)
_VERB = re.compile(r"\A[a-z]+s\s(?=[A-Z])")  # "blames Armenian forces"
_POINTS = re.compile(r"\A(?:the|an?|its|his|her|their|our|some|any|all)\s", re.IGNORECASE)
# Nouns that say nothing about a question: two sides always speak of forces.
_VAGUE = frozenset(
    """force troop military army government president minister side country state people city village claim accusation statement
    situation fact part time year day""".split()
)
_LONGEST = 6


def _question(room: _Room, group: Sequence[int]) -> str:
    """The noun phrase of the claims that holds what they share, as the copy prints it; where none says anything, what one charges
    the other with, else whose claims they are."""
    claims = [room.heard[p] for p in sorted(group)]
    counts = Counter(t for h in claims for t in h.matter)
    shared = {t for t, n in counts.items() if n > 1}
    if not shared:
        around = claims[0].context & claims[1].context if len(claims) > 1 else claims[0].context
        shared = set((claims[0].matter & around) or claims[0].matter)
    named = [phrase for h in claims for phrase in _phrases(h.claim.words) if any(_is_of(t, shared) for t in words(phrase))]
    best = max(named, key=lambda phrase: (sum(_is_of(t, shared) for t in words(phrase)), len(phrase)), default="")
    if not best and (charge := next((m for h in claims if (m := _CHARGED_WITH.search(h.claim.words))), None)):
        return charge["what"]
    speakers = list(dict.fromkeys(h.claim.speaker for h in claims))
    return best or " and ".join([*speakers[:1], *(re.sub(r"\AThe\b", "the", s) for s in speakers[1:])])


# "Blames Latvian forces for opening fire first": what each says the other did.
_CHARGED_WITH = re.compile(
    r"\b(?:accus|blam|charg)\w+\s[^.;]{3,60}?\s(?:for|of|with)\s(?P<what>[a-z]+ing(?:\s(?!(?:at|in|on|to|towards?|into|by|from|with|near)\b)[\w’'-]+){1,4})"
)


def _is_of(term: str, shared: AbstractSet[str]) -> bool:
    return root(term) in shared or _kin_of(term) in shared


def _phrases(text: str) -> Iterator[str]:
    """The noun phrases of some words that say something by themselves: two nouns, or one with a name."""
    for part in _CUTS.split(text):
        phrase = _VERB.sub("", " ".join(part.split()))
        bare = _POINTS.sub("", phrase)
        telling = [w for w in words(bare) if w not in _VAGUE]
        if len(telling) > 1 - (" of " in bare) and 1 < len(bare.split()) <= _LONGEST and not _MEMBERS.match(bare):
            yield bare if phrase[:1].islower() and not phrase.startswith("the ") else phrase


# "Armenian forces": whose, and not what.
_MEMBERS = re.compile(r"[A-Z]\w+ (?:forces|troops|soldiers|military|army|government|officials|authorities|president)\Z")


def _kin_of(term: str) -> str:
    return next(iter(matter(term)), "")


def overtaken(heard: Sequence[Heard]) -> dict[str, Claim]:
    """The claims that later ones took the place of, by key, each marked with the later one and why."""
    marked: dict[str, Claim] = {}
    index: dict[str, list[int]] = defaultdict(list)
    counted: dict[str, list[int]] = defaultdict(list)
    bound = max(40, len(heard) // 10)
    asked = {t for h in heard if h.admits or h.owns_up for t in h.matter | h.context}
    for place, h in enumerate(heard):
        for term in asked & (h.matter | {t for t in h.context if t.startswith("=")}):
            index[term].append(place)
        if h.tolls and h.claim.actor:
            counted[h.claim.actor].append(place)
    for place, late in enumerate(heard):
        if late.claim.said is None or not (late.admits or late.owns_up or late.tolls):
            continue
        near = set(counted.get(late.claim.actor, ())) if late.tolls else set()
        if late.admits or late.owns_up:
            known = (index.get(t, ()) for t in late.matter | late.context if t.startswith("=") or len(index.get(t, ())) <= bound)
            near |= {p for places in known for p in places if p < place and _is_one_voice(heard[p], late)}
        for other in sorted(p for p in near if p < place):
            early = heard[other]
            if early.claim.key not in marked and (why := overtakes(early, late)):
                marked[early.claim.key] = replace(early.claim, overtaken_by=late.claim.key, why=why)
    return marked


def overtakes(early: Heard, late: Heard) -> str:
    """Why a later claim takes the place of an earlier one; nothing where it does not."""
    said = late.claim.said
    if said is None or (early.claim.said is not None and early.claim.said >= said):
        return ""
    if late.admits and _is_one_voice(early, late) and _is_surely_one_event(early, late) and _is_one_event(early, late):
        why = "admitted since" if early.denies or _names_another_cause(early, late) else ""
    elif late.owns_up and early.claim.side == late.claim.side and _is_surely_one_event(early, late) and not early.owns_up:
        why = "admitted since" if _names_another_cause(early, late) else ""
    else:
        why = _another_figure(early, late)
    return f"{why}: {late.claim.speaker}, {said.day} {said:%B %Y}: {late.claim.words}" if why else ""


def _is_one_voice(early: Heard, late: Heard) -> bool:
    """Whether two claims come from one side or one actor; a side's admission answers those who stand on no side too."""
    if late.claim.side:
        return early.claim.side in {late.claim.side, ""}
    return bool(late.claim.actor) and early.claim.actor == late.claim.actor


def _another_figure(early: Heard, late: Heard) -> str:
    """A newer count of the same thing by the same actor within a fortnight."""
    if not (early.tolls and early.claim.actor) or early.claim.actor != late.claim.actor:
        return ""
    if not 0 < _days(early, late) <= _UPDATES.days:
        return ""
    shared = early.matter & late.matter
    if len(shared) < max(3, 0.6 * min(len(early.matter), len(late.matter))):
        return ""
    now = {t.fate: t for t in late.tolls}
    for toll in early.tolls:
        other = now.get(toll.fate)
        if other and other.value > toll.value:
            return f"{toll.printed} {toll.fate} became {other.printed}"
    return ""
