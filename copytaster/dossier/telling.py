"""What can be told: the sentences of standing copy that stand alone, each with its date, its speaker, its origins and its weight.

A `Candidate` is one sentence with its citation. It must not decide the section (dossier/sections) nor the choice (dossier/choose).
"""

from __future__ import annotations

import copy as copying
import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial
from itertools import repeat

from copytaster.dossier.actors import Cast
from copytaster.dossier.alone import QUOTED
from copytaster.dossier.analyse import Analysed, Read, field_text
from copytaster.dossier.announced import TOP, Said, announced
from copytaster.dossier.answers import Tie, can_answer, names_thing, tie
from copytaster.dossier.corrected import is_corrected
from copytaster.dossier.dating import ASIDE
from copytaster.dossier.finite import is_past, looks_ahead
from copytaster.dossier.happened import (
    day_of_news,
    day_of_paragraph,
    happened,
    is_deed,
    is_told_in_past,
    spoken_on,
    without_eponyms,
)
from copytaster.dossier.kept import Kept
from copytaster.dossier.resolve import Told, apply, tell
from copytaster.dossier.sides import side_of
from copytaster.dossier.stances import takes_stance
from copytaster.dossier.standing import origins
from copytaster.dossier.statements import is_reaction, is_statement
from copytaster.dossier.values import Citation, Edit, Field, Precision, Side, When
from copytaster.dossier.voices import Voice, organ_of, speakers
from copytaster.model import Version
from copytaster.text.quotes import Attribution
from copytaster.text.words import words

# A text opens with what begins at its first letters, whether or not a headline stands above it.
_OPENS = 3


@dataclass(frozen=True)
class Candidate:
    """A sentence that can be told. `when` is when it happened, `day` when it was reported; `is_future` looks ahead of that day.

    `place` counts the sentences of its text; `voice` is who makes a statement in it, `spoken` when, `is_quoted` whether in
    quotation marks; `parties` is how many sides it names. `lasts`: it tells what holds and did not happen on a day; `leans`: it
    speaks of "the rally" that a sentence before it told of; `announces`: it says what the headline of its text announces
    (1), or goes on with that (2); `stated`: the sides that say something in it, though it be no reaction; `hangs`: how it hangs on
    the sentence before it; `answers`: the sentences that are told right behind it; `is_stance`: its speaker takes a stance.
    """

    read: Read
    told: Told
    citation: Citation
    day: dt.date | None
    when: When | None
    is_future: bool
    origins: tuple[str, ...]
    place: int = 0
    voice: Voice | None = None
    is_quoted: bool = False
    parties: int = 0
    weight: float = 0.0
    spoken: When | None = None
    lasts: bool = False
    leans: bool = False
    announces: int = 0
    stated: frozenset[str] = frozenset()
    hangs: Tie = Tie.NONE
    answers: tuple[Candidate, ...] = ()
    is_stance: bool = False

    @property
    def opens(self) -> bool:
        """Whether a text opens with it: its news."""
        return self.citation.start < _OPENS

    @property
    def stands(self) -> When | None:
        """When what is told stands in time: what a side says on the day it says so, whatever day it speaks of; so what anybody says
        of no day."""
        if self.voice and (self.voice.side or self.when is None) and self.spoken and not (self.is_future and self.when):
            return self.spoken
        return self.when


def candidates(
    copy: Sequence[tuple[Version, Analysed]],
    cast: Cast,
    *,
    as_of: dt.date | None,
    sides: Sequence[Side] = (),
    kept: Kept | None = None,
    rarity: Mapping[str, float] | None = None,
) -> list[Candidate]:
    """Every sentence that can be told, in the order of the copy, weighed by how much of the copy speaks of the same. `rarity` is
    what `rarities` says of it, where that is known already."""
    held = kept or Kept()
    found: list[Candidate] = []
    for version, read in copy:
        depends = held.signature(read, cast, sides, as_of)
        found += held.get("told", version.id, depends, partial(_told, version, read, cast, as_of, sides))
    rarity = rarity or rarities([analysed for _, analysed in copy])
    centre = _centre([c.read.terms for c in found], rarity)
    whole = math.sqrt(math.fsum(v * v for v in centre.values())) or 1.0
    cited = _cited_days(found)
    squares = {term: r**2 for term, r in rarity.items()}
    nearness = {term: n * rarity[term] for term, n in centre.items()}
    return [_weighed(c, _weight(c, nearness, squares, whole, cited)) for c in found]


def _weighed(c: Candidate, weight: float) -> Candidate:
    made = copying.copy(c)
    object.__setattr__(made, "weight", weight)
    return made


def _told(version: Version, read: Analysed, cast: Cast, as_of: dt.date | None, sides: Sequence[Side]) -> list[Candidate]:
    found = _behind(_with_things(list(_of_version(version, read, cast, as_of, sides))), Tie.ANSWER)
    made = _announcing(version, read, found, _of_version(version, read, cast, as_of, sides, is_headline=True))
    return _behind(made, Tie.RESULT)


def _with_things(found: list[Candidate]) -> list[Candidate]:
    """The sentences with the terms of a pact, and the fate of an order, behind the news if that names it, or the last one above
    that does; else not told."""
    made: list[Candidate] = []
    for c in found:
        if c.hangs != Tie.OF_THING:
            made.append(c)
            continue
        above = [at for at, one in enumerate(made) if c.place - one.place <= _ABOVE and one.citation.field == c.citation.field]
        naming = [at for at in above if names_thing(c.read, made[at].read)]
        home = next((at for at in naming if made[at].opens), naming[-1] if naming else None)
        if home is not None and len(made[home].answers) < _MOST_BEHIND:
            made[home] = replace(made[home], answers=(*made[home].answers, c))
    return made


# So far above it a sentence may name a thing, and so much is told behind it.
_ABOVE, _MOST_BEHIND = 5, 2


def _behind(found: list[Candidate], of: Tie) -> list[Candidate]:
    """The sentences with those that hang on the one before them set behind it; an answer to what is not told is not told."""
    made: list[Candidate] = []
    for c in found:
        if c.hangs != of or (of == Tie.RESULT and c.announces == 1):
            made.append(c)
            continue
        claim = made[-1] if made else None
        last = claim.answers[-1] if claim and claim.answers else claim
        if claim and last and last.place == c.place - 1 and last.citation.field == c.citation.field != Field.HEADLINE:
            made[-1] = replace(claim, answers=(*claim.answers, c), stated=claim.stated | c.stated)
        elif of == Tie.RESULT and c.read.alone:
            made.append(c)
    return made


def _announcing(version: Version, analysed: Analysed, found: list[Candidate], headline: Iterator[Candidate]) -> list[Candidate]:
    """The sentences of a version with those marked that say what its headline announces; the headline itself only where none do."""
    text = [r for r in analysed.sentences if r.field != Field.HEADLINE]
    if not text or is_corrected(version):
        return [replace(c, announces=1) if c.citation.field == Field.HEADLINE else c for c in found]
    told = {c.read.start: c for c in found}
    day = day_of_news(analysed)
    said = announced(
        version.item.headline or text[0].text, [_said(r, told, text[at + 1 : at + 2], day) for at, r in enumerate(text[:TOP])]
    )
    first, beside = ({text[at].start for at in places} for places in (said.first, said.beside))
    made = [_as_news(c, day, 1 if c.read.start in first else 2) if c.read.start in first | beside else c for c in found]
    return made if said.is_enough else [*(_as_news(c, day, 1) for c in headline), *made]


def _said(read: Read, every: Mapping[int, Candidate], behind: Sequence[Read], day: dt.date | None) -> Said:
    """A sentence as the search for the news sees it, with the words of the result that is told right behind it."""
    told = every.get(read.start)
    result = [r.terms for r in behind if told and (c := every.get(r.start)) and c.hangs == Tie.RESULT]
    return Said(read.text, read.terms.union(*result), told is not None, lambda: told is not None and _is_news(told, day))


_NO_NEWS = frozenset({"history", "evaluation", "expectation", "anecdote"})


def _is_news(c: Candidate, day: dt.date | None) -> bool:
    """Whether a sentence goes on with the news of its text: in the past, in nobody's words, and of no day long ago."""
    if c.lasts or c.is_future or c.voice or c.read.role.label in _NO_NEWS or c.read.text.startswith("According to"):
        return False
    is_old = bool(c.when and day and c.when.last < day - _LONG_AGO)
    return not is_old and is_past(ASIDE.sub(" ", c.read.text))


def _as_news(c: Candidate, day: dt.date | None, announces: int) -> Candidate:
    """A sentence that says what its headline announces; without a day of its own it tells of the day of the news."""
    when = c.when or (When(day, day, Precision.DAY) if day and not c.lasts else None)
    is_of_the_day = when is not None and day is not None and when.last > day - _LATELY
    read = replace(c.read, role=replace(c.read.role, label="main")) if is_of_the_day and c.read.role.label in _NOT_SEEN else c.read
    return replace(c, read=read, announces=announces, when=when, is_future=c.is_future and looks_ahead(c.read.text))


# The role model sees no headline: what the headline says is the news, whatever it looks like by itself.
_NOT_SEEN = frozenset({"history", "context", "previous"})
_LATELY = dt.timedelta(days=7)


def _of_version(
    version: Version, analysed: Analysed, cast: Cast, as_of: dt.date | None, sides: Sequence[Side], *, is_headline: bool = False
) -> Iterator[Candidate]:
    """The sentences of a version that can be told; of a text with a headline its sentences, or with `is_headline` that one."""
    before: Read | None = None
    spoke: Voice | None = None
    has_text = any(r.field != Field.HEADLINE for r in analysed.sentences) and not is_corrected(version)
    organ = organ_of(version)
    known = origins(version)
    news = day_of_news(analysed)
    tells_of_past = is_told_in_past(analysed)
    told_of: set[str] = set()
    paragraph: When | None = None
    named: set[dt.date] = set()
    opened = 0
    led: set[str] = set()
    for place, original in enumerate(analysed.sentences):
        if has_text and is_headline != (original.field == Field.HEADLINE):
            continue
        read = without_eponyms(original)
        is_lead = not told_of
        if before is None or "\n" in field_text(version, read.field)[before.end : read.start]:
            paragraph, named = day_of_paragraph(read, analysed.day), set()
            opened += read.field != Field.HEADLINE
        if opened <= _TOP:
            led |= {a.key for m in read.names if (a := cast.of(read.version, m))}
        leans = leans_on(read.text, told_of) or (bool(told_of) and _is_bare(read))
        if read.field != Field.HEADLINE:
            told_of |= read.terms
        said = list(speakers(read, field_text(version, read.field), cast, sides, organ=organ, before=spoke))
        spoke = said[-1][1] if said else spoke
        known_as = _as_printed(version, before, cast) if before and _PRONOUN.match(read.text) else cast
        hangs = tie(read, before) if before else Tie.NONE
        # The "now" of what a text opens with is the day that is printed beside it.
        told = tell(
            replace(read, alone=True) if hangs and can_answer(read) else read,
            before,
            known_as,
            day=analysed.day,
            as_of=analysed.day if is_lead else as_of,
            speaker=_who_said(read, said),
        )
        before = read
        if told is None or not (_is_sentence(told.text) or (hangs and told.text[0].isalpha())):
            continue
        if read.field == Field.HEADLINE and read.text[-1] not in '.!?…"”':
            told = apply(read.text, [*told.edits, Edit(len(read.text), len(read.text), "", ".", "a headline as a sentence")])
        in_past = tells_of_past and not is_headline  # a headline tells what happened in the present tense
        when, is_future, lasts = happened(read, analysed.day, news=news, tells_of_past=in_past, is_lead=is_lead)
        if paragraph and not is_headline and not read.times and not (is_future or lasts) and when == _of_the_news(news):
            when = paragraph
        text = field_text(version, read.field)
        stated = [one for one in said if is_statement(read, one[0], text)]
        reacts = [one for one in stated if is_reaction(one[0], text)]
        heard = next((one for one in reacts if one[1].side), reacts[0] if reacts else None)
        if not stated and not hangs and not _OF_ITS_OWN.search(QUOTED.sub(" ", told.text)):
            continue  # a quotation that nobody is named for
        spoken = spoken_on(read, heard[0], analysed.day, news) if heard else None
        goes_on = heard is not None and _goes_on(heard[0], text)
        if heard and spoken == _of_the_news(news) and (goes_on or not _dates_itself(read)):
            is_near = news in {analysed.day, *named} or opened <= _TOP or heard[1].actor in led
            spoken = paragraph or _spoken_beside(named, news, goes_on=goes_on, is_near=is_near)
            when = None if spoken != _of_the_news(news) and when == _of_the_news(news) else when
        if heard and not heard[1].side and when is None and original.times and not goes_on:
            spoken = None  # "during Monday's final session": it names a day that dates nothing
        named |= {t.first for t in read.times if t.precision == "day" and t.first and analysed.day and t.first <= analysed.day}
        if heard and _HOLDS_ON.match(_cue(version, read, heard[0])):
            spoken = None  # "Turkey maintains a position": not on a day
        if (
            heard
            and when
            and spoken
            and not is_future
            and _is_long_ago(when, spoken)
            and not is_deed(_cue(version, read, heard[0]))
        ):
            when = spoken  # that somebody says it is the news: what is spoken of lies far back
        yield Candidate(
            read,
            told,
            cite(version, read.field, read.start, read.end),
            analysed.day,
            when,
            is_future,
            known,
            place,
            heard[1] if heard else None,
            bool(heard and (heard[0].direct or _is_marked(heard[0], read, text))),
            len({side_of(cast.of(read.version, m), sides) for m in read.names} - {""}),
            spoken=spoken,
            lasts=lasts,
            leans=leans,
            stated=frozenset(v.side for _, v in stated if v.side),
            hangs=hangs,
            is_stance=heard is not None and _takes_stance(heard, text, read, cast),
        )


def _takes_stance(heard: tuple[Attribution, Voice], text: str, read: Read, cast: Cast) -> bool:
    said, voice = heard
    actor = cast.actors.get(voice.actor)
    return takes_stance(said, text, read.start, voice.printed, is_person=actor is not None and actor.kind == "person")


# British headlines quote in single marks: says cuts will 'cripple' research.
_MARKED = re.compile(r"(?<!\w)['‘][^'‘’]*\w['’](?!\w)")


def _is_marked(said: Attribution, read: Read, text: str) -> bool:
    return read.field == Field.HEADLINE and any(_MARKED.search(text[a : b + 1]) for a, b in said.content)


def _of_the_news(news: dt.date | None) -> When | None:
    return When(news, news, Precision.DAY) if news else None


# "Party officials" are no "he".
_MANY = re.compile(r"\s(?!news\b)[a-z]{2,}(?<![su])s\Z")
_HE_SAID = re.compile(r"(?:he|she)\Z", re.IGNORECASE)


def _who_said(read: Read, said: Sequence[tuple[Attribution, Voice]]) -> Edit | None:
    """The "he" behind a quotation with its speaker named: "…", he said."""
    for one, voice in said:
        if one.source is None or not voice.actor or voice.printed in read.text or _MANY.search(voice.printed):
            continue
        start, end = one.source[0] - read.start, one.source[1] - read.start
        if any(content[0] < one.source[0] for content in one.content) and _HE_SAID.fullmatch(read.text[start:end]):
            return Edit(start, end, read.text[start:end], _inside(voice.printed, read.text[end:]), "who spoke before")
    return None


_ARTICLE = re.compile(r"\A(?:The|An?)\b")


def _inside(speaker: str, after: str) -> str:
    """A speaker as named inside a sentence: without a capital article, and with the comma that closes what hangs on the name."""
    named = _ARTICLE.sub(lambda m: m.group().lower(), speaker)
    return f"{named}," if "," in named and after[:1] == " " else named


# Of so many paragraphs at the top of a text what is said is said of its news.
_TOP = 1
_SAME_SPEAKER = re.compile(r"(?:he|she|they|it|we|I)\Z", re.IGNORECASE)


def _dates_itself(read: Read) -> bool:
    """Whether a sentence names a time that is not in somebody's words, or that speaks of the day itself: "today's judgment"."""
    quoted = [m.span() for m in QUOTED.finditer(read.text)]
    return any(_TODAY.match(t.text) or not any(a <= t.start - read.start < b for a, b in quoted) for t in read.times)


_TODAY = re.compile(r"(?:today|tonight|yesterday|this (?:morning|afternoon|evening))\b", re.IGNORECASE)


def _goes_on(said: Attribution, text: str) -> bool:
    """Whether whoever spoke before goes on: he said."""
    return said.source is not None and _SAME_SPEAKER.match(text[slice(*said.source)]) is not None


def _spoken_beside(named: AbstractSet[dt.date], news: dt.date | None, *, goes_on: bool, is_near: bool) -> When | None:
    """When something was said that names no day: on the one day that its paragraph has named where the speaker goes on, on the day
    of the news where that is near; else nobody knows. Behind "while addressing the press yesterday" another one speaks on any day;
    so does somebody new who speaks paragraphs below news of an earlier day than the copy's."""
    if goes_on and len(named) == 1:
        return _of_the_news(next(iter(named)))
    return None if named - {news} or not is_near else _of_the_news(news)


_HOLDS_ON = re.compile(r"(?:has |have |had )?(?:long |always )?maintain", re.IGNORECASE)
_OF_ITS_OWN = re.compile(r"[A-Za-z]{2,}\W+[A-Za-z]{2,}")
_LONG_AGO = dt.timedelta(days=31)


def _cue(version: Version, read: Read, said: Attribution) -> str:
    return field_text(version, read.field)[slice(*said.cue)]


def _is_long_ago(when: When, spoken: When) -> bool:
    return spoken.first - when.last > _LONG_AGO


_PRONOUN = re.compile(r"\W*(?:\w+,?\s+)?(?:He|She|he|she)\b")


def _as_printed(version: Version, before: Read, cast: Cast) -> Cast:
    """The cast with everybody in a sentence called what this version calls them: a name from elsewhere is not in this source."""
    text = field_text(version, before.field)
    named = {}
    for mention in before.names:
        actor = cast.of(before.version, mention)
        if actor is not None and actor.name not in text:
            named[actor.key] = replace(actor, name=mention.text)
    return replace(cast, actors={**cast.actors, **named}) if named else cast


# A told sentence has this many words and a verb somewhere; below it is a caption or a fragment of speech.
_FEWEST_WORDS = 5
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|does|did|do|[a-z]{2,}(?:ed|es|s)"
    r"|began|broke|came|fell|fled|found|fought|gave|got|grew|held|hit|kept|knew|led|left|lost|made|met|paid|put|ran|rose|said|sank"
    r"|saw|sent|set|shot|sold|spoke|spread|struck|swept|took|told|went|withdrew|won|wrote"
    r"|accept|accuse|agree|announce|approve|arrest|attack|begin|block|bomb|call|capture|clash|close|declare|defeat|deny|die|elect|end"
    r"|evacuate|fight|find|fire|flee|gather|hold|impose|join|kill|launch|leave|lose|meet|open|order|protest|reach|recover|reject"
    r"|release|reopen|report|resign|resume|return|rise|say|seize|sign|start|strike|sue|suspend|vote|warn|win|withdraw)\b"
)
_FRAGMENT = re.compile(
    r"\A(?:(?:While|Although|Though)\b[^,]*\Z"
    r"|(?:Not|One that|Because|Which|Who|Or|Even|To|After that|Before that|At the same time)\b)"
)
# What points out of the sentence at its end: "took part in them."
_DANGLING = re.compile(r"\b(?:in|of|to|with|for|about|on|at) (?:them|it|this|these|that)[.,]?\Z")


def _is_sentence(text: str) -> bool:
    if text.count(" ") < _FEWEST_WORDS - 1 or _FRAGMENT.match(text) or _DANGLING.search(text.rstrip('”"')):
        return False
    return not text.isascii() or _VERB.search(text) is not None


def cite(version: Version, field: Field, start: int, end: int) -> Citation:
    """A span of a version as a citation, with the words that stand there."""
    item = version.item
    return Citation(
        version.id,
        version.source,
        field,
        start,
        end,
        field_text(version, field)[start:end],
        tuple(c.outlet for c in item.credits),
        item.url or next((c.url for c in item.credits if c.url), ""),
        version.time,
    )


# "for this stance", "all three of these states"; "this week" is a time.
_THIS = re.compile(
    r"(?<=[\w,] )(?:this|these) (?!(?:week|month|year|morning|afternoon|evening|time|weekend|day|summer|spring|autumn|winter|fall"
    r"|season|quarter|century|decade|past|last|coming)\b)[a-z]+"
)
_MAY_LEAN = re.compile(r"\b(?:[Tt]he|this|these) [a-z]")
# "the rally", not "the rally of": a noun that nothing after it explains. What a state has one of needs no telling.
_DEFINITE = re.compile(
    r"\b[Tt]he (?P<noun>[a-z]{4,})(?=[\s,.;])"
    r"(?!\s(?:of|for|to|in|on|that|who|which|from|at|by|with|between|against|[A-Z])\b)"
)
_NEEDS_NO_TELLING = frozenset(
    """government president country city state world police military army parliament senate media public nation capital region
    minister prime same first second third last next other most only following people united economy united opposition""".split()
)


_BARE = 70


def _is_bare(read: Read) -> bool:
    """Whether a short sentence names nobody and nothing: "Roads and homes are destroyed" says where only to who read on."""
    return not read.names and len(read.text) < _BARE


def leans_on(text: str, told_of: AbstractSet[str]) -> bool:
    """Whether a sentence speaks of something as known that sentences before it told of."""
    if not _MAY_LEAN.search(text):
        return False
    bare = QUOTED.sub(" ", text)
    if _THIS.search(bare):
        return True
    for m in _DEFINITE.finditer(bare):
        noun = m["noun"]
        if noun not in _NEEDS_NO_TELLING and not told_of.isdisjoint(words(noun)) and noun not in bare[: m.start()].lower():
            return True
    return False


def rarities(copy: Sequence[Analysed]) -> Mapping[str, float]:
    """Inverse document frequency within the copy, damped: a word in one text only is noise, a word in all of them says nothing."""
    frequency: Counter[str] = Counter()
    for analysed in copy:
        frequency.update(set().union(*(r.terms for r in analysed.sentences)) if analysed.sentences else ())
    total = len(copy)
    return {term: math.log(1 + total / n) for term, n in frequency.items()}


def _centre(texts: Sequence[frozenset[str]], rarity: Mapping[str, float]) -> Mapping[str, float]:
    counts: Counter[str] = Counter()
    for terms in texts:
        counts.update(terms)
    return {term: n * rarity.get(term, 0.0) for term, n in counts.items() if n > 1}


def _cited_days(found: Sequence[Candidate]) -> Mapping[dt.date, int]:
    """How many versions speak of each day, exactly dated."""
    told: dict[dt.date, set[int]] = {}
    for c in found:
        if c.when and c.when.precision == Precision.DAY:
            told.setdefault(c.when.first, set()).add(c.citation.version)
    return {day: len(versions) for day, versions in told.items()}


# A sentence that leans on the one before it is told where no better one is.
_LEANS = 0.4
# What a headline announces is the news of its text.
_ANNOUNCES = 1.4


def _weight(
    c: Candidate, nearness: Mapping[str, float], squares: Mapping[str, float], whole: float, cited: Mapping[dt.date, int]
) -> float:
    """Nearness to the centre of the copy; more for the top of a text, for a day that many speak of, for a plain length, for naming
    the sides."""
    terms = c.read.terms
    if not terms:
        return 0.0
    norm = math.sqrt(math.fsum(map(squares.get, terms, repeat(0.0)))) or 1.0
    near = math.fsum(map(nearness.get, terms, repeat(0.0))) / (norm * whole)
    lead = 1.0 + 0.4 / (1 + c.place)
    day = 1.0 + 0.1 * math.log1p(cited.get(c.when.first, 0)) if c.when and c.when.precision == Precision.DAY else 1.0
    size = len(c.told.text)
    plain = 0.6 if size < 60 else 1.0 if size <= 300 else 300 / size
    patched = 0.8 ** sum(1 for e in c.told.edits if e.new == "" and not e.old.isupper())
    denied = (0.3 if is_denied(c) else 1.0) * (_LEANS if c.leans else 1.0)
    return near * lead * day * plain * patched * denied * (1.0 + 0.15 * min(c.parties, 2)) * (_ANNOUNCES if c.announces else 1.0)


# "Russia did not start the war on 24 February": what follows ("It began in 2014") turns it round, and alone it misleads.
_DENIED = re.compile(r"\A[^,;]{0,60}?\b(?:did|do|does|was|were|is|are|has|have|had)(?: not\b|n['’]t\b)")


def is_denied(c: Candidate) -> bool:
    """Whether a sentence tells, in nobody's words, what did not happen."""
    return c.voice is None and _DENIED.match(c.told.text) is not None
