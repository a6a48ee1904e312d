"""What an element of XML of a house's own says: its attributes, its children, and what stands in those that only hold others.

The outermost counts where a name comes twice. It must not look into what comes several times over, which is a list, into a text, or
into what has fields of its own (pictures, authors, related stories).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from copytaster.text.markup import one_line
from copytaster.wire import dates, xmlnames
from copytaster.wire.elements import Element, line
from copytaster.wire.elements import said as said_in

Held = Element | str
_DEEPEST, _MOST, _MOST_ATTRIBUTES, _WIDEST, _LONGEST = 6, 200, 40, 80, 400
# Where the name of a field is the value of an attribute, and where its value is: <meta name="date" content="..."/>.
_NAMED_BY_ATTRIBUTE = frozenset(
    "field property meta metadata param str arr date element value data attribute column cell info dato campo feld col".split()
)
_NAMING, _GIVING = ("name", "key", "field", "property", "column"), ("value", "content", "text", "norm", "when", "iso", "datetime")
_EXACT = ("norm", "iso", "datetime", "utc", "value", "content")
_MARKUP = frozenset("p br b i em strong a div span para par paragraph html ul h1 h2 h3 block pre".split())
_TEXTS = frozenset(xmlnames.TEXTS)
_HEADLINES = frozenset((*xmlnames.HEADLINES, *xmlnames.SURE_HEADLINES))
_HOLDS_COPY = frozenset((*xmlnames.HEADLINES, *_TEXTS, *xmlnames.SLUGS)) - {"keyword"}


@dataclass(slots=True)
class Fields:
    """The fields of an element by name, how deep each stands, and the elements that were looked into. Those of what stands above
    hold for all below it."""

    element: Element
    named: dict[str, Held] = field(default_factory=dict)
    kinds: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    depth: dict[str, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    groups: list[Element] = field(default_factory=list)
    outer: Fields | None = None
    is_above: bool = False

    def chain(self) -> Iterator[Fields]:
        """These fields, and those of what they stand in."""
        inner: Fields | None = self
        while inner is not None:
            yield inner
            inner = inner.outer

    def take(self, name: str, held: Held, depth: int) -> None:
        """Put down what stands under a name."""
        if name not in self.named:
            meanings = xmlnames.MEANINGS.get(name)
            if meanings is None and len(self.unknown) < _MOST:
                self.unknown.append(name)
            for kind, rank in meanings or ():
                self.kinds.setdefault(kind, []).append((rank, name))
        self.named[name] = held
        self.depth[name] = depth

    def held(self, kind: str) -> Sequence[Held]:
        """What is said of one kind, the surest name first; of these fields before those of what they stand in."""
        own = self.kinds.get(kind)
        if own is None:
            return self.outer.held(kind) if self.outer is not None else ()
        found = [self.named[name] for _, name in (sorted(own) if len(own) > 1 else own)]
        return [*found, *self.outer.held(kind)] if self.outer is not None else found

    def said(self, kind: str) -> str:
        """The first text of one kind."""
        for held in self.held(kind):
            if text := text_of(held):
                return text
        return ""

    def nearest(self, kind: str) -> str:
        """The text of one kind that stands least deep."""
        for fields in self.chain():
            if kind not in fields.kinds:
                continue
            given = sorted((fields.depth[name], rank, name) for rank, name in fields.kinds[kind])
            if text := next((text for _, _, name in given if (text := text_of(fields.named[name]))), ""):
                return text
        return ""

    def called(self, kind: str) -> str:
        """What somebody or something is called."""
        for held in self.held(kind):
            if text := name_of(held):
                return text
        return ""

    def when(self, kind: str, language: str) -> dates.When:
        """The first date of one kind, of these fields alone, that can be read, with the clock that stands apart from it."""
        found = dates.NEVER
        for _, name in sorted(self.kinds[kind]) if kind in self.kinds else ():
            when = with_clock(self, name, date_of(self.named[name], language), language)
            if when.is_read:
                return when
            found = when if when.note else found
        return found


def of(element: Element) -> Fields:
    """The fields of an element."""
    fields = Fields(element)
    waiting, count = deque([(element, 0)]), 0
    while waiting:
        holder, depth = waiting.popleft()
        if depth:
            fields.groups.append(holder)
        _take(fields, holder, depth)
        if depth < _DEEPEST and (groups := [one for one in islice(holder, _WIDEST) if (len(one) or one.attrib) and _is_group(one)]):
            several = _several(holder)
            single = [one for one in groups if one.tag not in several][: max(0, _MOST - count)]
            count += len(single)
            waiting.extend((one, depth + 1) for one in single)
    return fields


def above(fields: Fields, outer: Fields | None) -> Fields | None:
    """What the fields of an element say of all that it holds, before what those above it say."""
    told = Fields(fields.element, outer=outer, is_above=True)
    for name, held in fields.named.items():
        if name in xmlnames.OF_ALL and text_of(held):
            told.take(name, held, 0)
    return told if told.named else outer


def _take(fields: Fields, holder: Element, depth: int) -> None:
    for attribute, value in islice(holder.attrib.items(), _MOST_ATTRIBUTES) if holder.attrib else ():
        name = xmlnames.plain(str(attribute))
        if name not in fields.named and value.strip() and (not depth or name in xmlnames.OF_PARTS):
            fields.take(name, " ".join(str(value).split()), depth)
    for child in holder:
        name = _name(child)
        if (known := fields.named.get(name)) is not None and not (isinstance(known, str) and fields.depth[name] == depth):
            continue
        if not (name in _TEXTS and is_record(child)) and not (name in _HEADLINES and _holds_others(child)):
            fields.take(name, child, depth)


def _several(holder: Element) -> set[str]:
    """The names of the children that come more than once."""
    return {tag for tag, number in Counter(child.tag for child in holder).items() if number > 1} if len(holder) > 1 else set()


def _name(element: Element) -> str:
    """What a field is called, be it by an attribute."""
    name = xmlnames.known(xmlnames.plain(element.tag))
    if element.attrib and name in _NAMED_BY_ATTRIBUTE:
        for naming in _NAMING:
            if (
                (given := element.get(naming))
                and len(given) <= _WIDEST
                and (told := xmlnames.known(xmlnames.plain(given))) in xmlnames.MEANINGS
            ):
                return told
    return name


def _is_group(element: Element) -> bool:
    """Whether an element only holds others of the same copy."""
    if (element.text or "").strip():
        return False
    name = xmlnames.plain(element.tag)
    if name in xmlnames.OTHERS or (name in _NAMED_BY_ATTRIBUTE and not len(element)):
        return False
    return name not in _TEXTS or is_record(element)


def is_record(element: Element) -> bool:
    """Whether what has the name of a text holds the fields of copy and no text of its own."""
    if not len(element) or (element.text or "").strip():
        return False
    tags = [xmlnames.plain(child.tag) for child in islice(element, _WIDEST)]
    return not _MARKUP.intersection(tags) and not _HOLDS_COPY.isdisjoint(tags) and (len(tags) > 1 or tags[0] != "text")


def _holds_others(element: Element) -> bool:
    """Whether what has the name of a headline only holds other elements."""
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        return False
    tags = {xmlnames.plain(child.tag) for child in islice(element, _WIDEST)}
    return bool(tags) and (len(element) > 1 or xmlnames.plain(element.tag) == "head") and _MARKUP.isdisjoint(tags)


def text_of(held: Held) -> str:
    """A field on one line: its text, else what an attribute gives."""
    if isinstance(held, str):
        return held
    if text := line(held):
        return text
    return next((" ".join(held.get(name, "").split()) for name in _GIVING if held.get(name)), "") if not len(held) else ""


def name_of(held: Held) -> str:
    """What somebody or something is called, where a field holds more of it than the name."""
    if isinstance(held, str):
        return held
    if len(held):
        if name := said_in(held, "name", "Name", "label", "title"):
            return name
        text = one_line(" ".join(part for part in map(str, held.itertext()) if part.strip()))
        return text if len(text) <= _LONGEST else ""
    return text_of(held) or held.get("name", "")


def date_of(held: Held, language: str) -> dates.When:
    """The date that a field gives: its text, an attribute that is more exact, or year, month and day in parts."""
    if isinstance(held, str):
        return dates.read(held, language)
    if len(held) > 8:
        return dates.NEVER
    exact = [when for name in _EXACT if (text := held.get(name)) and (when := dates.read(text, language)).is_read]
    parts = {xmlnames.plain(child.tag): line(child) for child in held} or {
        xmlnames.plain(str(name)): str(value) for name, value in islice(held.attrib.items(), 8)
    }
    told = exact[:1] or [_of_parts(parts, language)]
    return told[0] if told[0].is_read else dates.read(line(held)[:_LONGEST], language)


def _of_parts(parts: dict[str, str], language: str) -> dates.When:
    def given(names: Sequence[str]) -> str:
        return next((parts[name] for name in names if parts.get(name)), "")

    year, month, day = given(xmlnames.YEARS), given(xmlnames.MONTHS), given(xmlnames.DAYS)
    clock = given(xmlnames.CLOCKS)
    if year and month and day.isdigit():
        printed = f"{year}-{month:0>2}-{day:0>2}" if month.isdigit() else f"{day} {month} {year}"
    else:
        printed = given(("date", "datum", "fecha", "data", "dato", "day"))
    return dates.read(" ".join(filter(None, (printed, clock))), language) if printed else dates.NEVER


def with_clock(fields: Fields, name: str, when: dates.When, language: str) -> dates.When:
    """A day with the clock that stands in a field of its own, and in the zone that a third names."""
    if when.day is None or when.note.startswith("only a"):
        return when
    names = [name[: -len(day)] + clock for day, clock in xmlnames.PAIRS if name.endswith(day)]
    printed = next((text for one in names if one != name and one in fields.named and (text := text_of(fields.named[one]))), "")
    if not printed and fields.depth[name] == 0:
        # A clock without a like name is that of the day beside it.
        beside = [one for _, one in sorted(fields.kinds.get("clock", ())) if one != name and fields.depth[one] == 0]
        printed = next((text for one in beside if (text := text_of(fields.named[one]))), "")
    if not printed or len(printed) > 40:
        return when
    if printed.isdigit() and len(printed) in (4, 6):
        printed = ":".join(printed[place : place + 2] for place in range(0, len(printed), 2))
    zone = fields.said("zone")
    at = dates.read(" ".join(filter(None, (when.day.isoformat(), printed, zone))), language)
    return at if at.instant and abs((at.instant.date() - when.day).days) <= 1 else when
