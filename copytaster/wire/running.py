"""Whether plain text is one story or a list of headlines. It must not read either (plaincopy.py, headlines.py).

Agencies write in paragraphs of one or two sentences, so that no length tells them from headlines. What does: sentences end with a
full stop in every script, headlines do not; and a story opens with a dateline, a byline or a headline, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from copytaster.wire import embargo
from copytaster.wire.origin import agency

# A paragraph of so many words is no headline.
_FEWEST_WORDS = 25
# Lines from this width on are broken by a machine, if so many of them begin in small letters; so much of a text in such lines makes
# it a story.
_NARROWEST, _WRAPPED, _RUN_ON = 40, 0.4, 0.25
# So many lines with a bullet are a list, whatever else stands on the page.
_BULLETS, _ALONE, _A_LIST = ("- ", "– ", "• ", "* "), ("-", "–", "•", "*"), 5
_NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s+\S")
# A line that ends like a sentence; an agency's initials in brackets may stand behind it.
_CLOSED = re.compile(r"[.!?…。！？؟।։]['\"”’»」』)\]]*\s*(?:[(/（][^\W\d_]{1,12}[)/）])?$")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}['\"”’»)]*[.!?؟։]['\"”’»)]*\s+['\"“‘«(]*[^\W\d_a-z]|।\s+\S|[。！？].")
# How the first paragraph of a dispatch opens: an agency in brackets or between slashes and more behind it, a town in capitals and a
# dash, a wire of China or Japan in its own manner.
_BOXED = re.compile(
    r"[^\n(/\[（【]{0,60}[(/\[（【]\s*(?P<agency>[^()/\[\]（）【】\n]{2,30})(?:/[^()\n]{1,20})?[)/\]）】]"
    r"\s*(?:[-–—:.]+\s*$|[-–—:.]*\s*\S[^\n]{20})"
)
_TOWN = re.compile(
    r"[A-ZÀ-ÞА-ЯΑ-Ω][A-ZÀ-ÞА-ЯΑ-Ω .'-]{2,30}(?:,[^\n–—-]{2,40}?)?(?:\s+-|\s*(?:--|–|—))\s?[^\n]{30}"
    r"|[^\n]{0,40}新[华華]社[^\n]{2,24}[电電]|【[^】\n]{2,24}】"
)
# A dateline of a press office on a line of its own: "VIK, Iceland, Feb. 1, 2026 /PRNewswire-AsiaNet/ --".
_DATED = re.compile(r"[A-ZÀ-Þ][^\n/]{3,60}[,.]? \d{4}\s?/[^/\n]{2,40}/\s*[–—-]{0,3}$")
# What stands below a story: how it is signed, and whom to ask.
_SIGNED = re.compile(
    r"\(?(?:END|ENDS|Ends|Ende|Schluss|Fim|FIN|NNNN)\b|#{1,3}(?:\s|$)|#\s?#|-0-|-30-|\*\s?\*|\(\(|©"
    r"|(?:SOURCE|Copyright|Keywords|To contact|Write to|Contacts?|Pressekontakt|Kontakt|Original-Content|\(?Reporting by)\b"
)
_LABEL = re.compile(
    r"(?:for immediate release|(?:press|news|media) ?(?:release|statement)|pressemitteilung|medienmitteilung|presseinformation"
    r"|communiqué|comunicado|nota de prensa|comunicato stampa|persbericht|pressmeddelande|pressemelding|пресс-релиз)\b"
    r"|(?:by|von|par|por|di|av|af|door) [^\W\d_][^\n.!?]{2,60}$|\(?#?\s*embargo\b",
    re.IGNORECASE,
)
# A story is told from its first lines; it opens within so many, labels and a byline among them, and has so many sentences in it.
_LOOKED_AT, _OPENS, _HEADS = 60, 10, 4
# So much of what stands below its opening is sentences; headings between them are fewer than so many of its lines.
_TOLD, _HEADINGS = 0.5, 0.3
# Lines of one story repeat words of those before them, three back at the most; lines of a list seldom do. Of stories of
# stories/wikinews-cited parted into sentences 90 % have half of their lines so, of lists of headlines 95 % a quarter at the most.
_NEAR, _STEM, _ALIKE, _ALIKE_ALONE = 3, 6, 0.3, 0.5
# A text is a story, or briefs that stand below each other. Lines of a story take up the one before ("But he ...", a quotation);
# briefs name all anew. Without a headline 84 % of draws of three to twenty entries of stories/current-events-2025 fall short of
# this sum, and 10 % of stories/wikinews-cited. Under a headline, which a sheet of briefs seldom has, less is asked: of
# those stories 2 % fall short.
_TAKEN_UP, _ONE_STORY, _UNDER_HEADLINE = 4, 0.8, 0.4
_TAKES_UP = re.compile(
    r"[\"“”„«»‘']|\W{0,3}(?:he|she|it|they|we|i|you|his|her|its|their|our|my|but|and|so|or|yet|still|then|this|that|these|those|there|here"
    r"|however|meanwhile|also|both|such|another|other|others|some|many|most|later|earlier|according|asked|while|when|if|as|since"
    r"|because|although|though|not|no|what|why|how|which|instead|rather|indeed|perhaps|it's|he's|she's|they're|we're|i'm|that's|there's"
    r"|er|sie|es|wir|ich|ihre?|seine?|aber|und|doch|denn|dann|diese[rsmn]?|dies|damit|dabei|dazu|auch|zudem|außerdem|dagegen"
    r"|ils?|elles?|nous|je|mais|et|ce|cette|ces|cela|leurs?|selon|ainsi|él|ellos|ellas?|pero|est[oae]s?|además|según|también"
    r"|lui|lei|loro|ma|quest[oae]|inoltre|secondo|anche|eles?|elas?|mas|iss?to|ess[ea]s?|além|segundo"
    r"|han|hun|hon|de|det|den|men|och|og|hij|zij|ze|het|maar|en|dit|dat|ook|он|она|они|это|эти|но|при|также|по словам)\b",
    re.IGNORECASE,
)
_LONG_WORD = re.compile(r"[\u0590-\u08ff]{5,}|[\u0900-\u0eff]{4,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}|[^\W_]{6,}")
_LETTER = re.compile(r"[^\W_]")
# In a list each line may open with a town, or end with an agency in brackets.
_DATELINES = 0.3
_OUTLET = re.compile(r"[(\[](?P<name>[^()\[\]]{2,30})[)\]]$")


def is_story(text: str) -> bool:
    """Whether enough of a text is sentences that follow each other."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if sum(line.strip() in _ALONE or line.startswith(_BULLETS) for line in lines) >= _A_LIST:
        return False
    numbered = sum(_NUMBERED.match(line) is not None for line in lines)
    if numbered >= _A_LIST and 2 * numbered >= sum(map(bool, lines)):
        return False
    if sum(len(part) for part in re.split(r"\n\s*\n", text) if _is_wrapped(part)) > _WRAPPED * len(text):
        return True
    return _is_told(_units(lines))


def _is_wrapped(part: str) -> bool:
    """Whether some lines are one sentence that was broken to a width: it runs on in small letters, and ends with a full stop."""
    lines = part.split("\n")
    runs_on = sum(len(line) >= _NARROWEST and after[:1].islower() for line, after in pairwise(lines) if line[-1:].isalnum())
    return runs_on > 0 and runs_on >= _RUN_ON * (len(lines) - 1) and bool(re.search(r"[.!?][\"'”’)]*\s*$", part))


def is_sentence(line: str) -> bool:
    """Whether a line ends like a sentence; of a long one it is enough that a sentence ends in it."""
    return _CLOSED.search(line, max(0, len(line) - 20)) is not None or (_is_long(line) and _TWO_SENTENCES.search(line) is not None)


def opens(line: str) -> bool:
    """Whether a line opens a dispatch: with a dateline, and text behind it."""
    found = _BOXED.match(line)
    return (found is not None and bool(agency(found["agency"]))) or _TOWN.match(line) is not None or _DATED.match(line) is not None


def _units(lines: Sequence[str]) -> list[str]:
    """The first lines of a text, those that run on in small letters joined, down to what it is signed with."""
    found: list[str] = []
    before = ""
    for line in _unbroken(map(str.strip, lines)):
        if not _LETTER.search(line):
            line = ""
        if line and before and len(before) >= _NARROWEST and line[:1].islower():
            found[-1] += f" {line}"
        elif line:
            if len(found) == _LOOKED_AT or (_SIGNED.match(line) and any(map(is_sentence, found))):
                break
            found.append(line)
        before = line
    return found


def _unbroken(lines: Iterable[str]) -> Iterator[str]:
    """Some lines, those of a paragraph that was broken to a width as one."""
    for is_text, some in groupby(lines, key=bool):
        block = list(some)
        if is_text and len(block) > 1 and _is_wrapped("\n".join(block)):
            yield " ".join(block)
        else:
            yield from block


def _is_told(lines: Sequence[str]) -> bool:
    """Whether lines are one story: one opening, or a headline, and sentences below it that speak of the same."""
    closed = [is_sentence(line) for line in lines]
    if True not in closed:
        return False
    boxed = [found["name"] for line in lines if (found := _OUTLET.search(line, max(0, len(line) - 40)))]
    if sum(bool(agency(name)) for name in boxed) > max(1, len(lines) * _DATELINES):
        return False
    datelines = [place for place, line in enumerate(lines) if opens(line)]
    if len(datelines) == 1 and datelines[0] < _OPENS:
        # A dateline may stand on a line of its own.
        told = lines[datelines[0] + (not closed[datelines[0]]) :] or lines[datelines[0] :]
        return _are_sentences(told) or likeness(lines) >= _ALIKE_ALONE
    top = closed.index(True)
    below = lines[top:]
    has_label = any(_LABEL.match(line) or embargo.of_headline(line, None)[0] for line in lines[:top])
    if len(datelines) > len(lines) * _DATELINES or top > (_OPENS if has_label else _HEADS) or not _are_sentences(below):
        return False
    if has_label:
        return True
    if len(below) > 1:
        return _taken_up(lines) >= (_UNDER_HEADLINE if top else _ONE_STORY)
    if top and _TWO_SENTENCES.search(below[0]):
        return True
    return _is_long(below[0]) or (top > 0 and likeness(lines) >= _ALIKE)


def _is_long(line: str) -> bool:
    return len(line.split()) >= _FEWEST_WORDS


def likeness(lines: Sequence[str]) -> float:
    """The share of lines, but the first, that repeat a long word of the first or of the few before them."""
    words = [{word.casefold()[:_STEM] for word in _LONG_WORD.findall(line)} for line in lines]
    near = (words[0].union(*words[max(0, place - _NEAR) : place]) for place in range(1, len(words)))
    return sum(not one.isdisjoint(others) for one, others in zip(words[1:], near, strict=True)) / (len(words) - 1)


def is_one(lines: Sequence[str]) -> bool:
    """Whether some sentences without a headline are one story, and no briefs."""
    return len(lines) < 2 or _taken_up(lines) >= _ONE_STORY


def _taken_up(lines: Sequence[str]) -> float:
    """How much sentences go on from each other; where the words that do so are not known, by likeness alone."""
    if not any("a" <= sign <= "z" or "а" <= sign <= "я" for sign in lines[-1].lower()):
        return likeness(lines) * _ONE_STORY / _ALIKE_ALONE
    takes_up = sum(_TAKES_UP.match(line) is not None for line in lines[1:]) / (len(lines) - 1)
    return likeness(lines) + _TAKEN_UP * takes_up


def _are_sentences(lines: Sequence[str]) -> bool:
    """Whether most of some lines are sentences, and nearly all down to the last of them."""
    closed = [is_sentence(line) for line in lines]
    if True not in closed:
        return False
    last = len(closed) - closed[::-1].index(True)
    told = sum(len(line) for line, is_closed in zip(lines, closed, strict=True) if is_closed)
    return told >= _TOLD * sum(map(len, lines)) and closed[:last].count(False) <= _HEADINGS * last
