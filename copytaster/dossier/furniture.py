"""What a page puts around its sentences, cut off before they are read: stamps, bylines, headings and captions that run into the
sentence behind them, credits of pictures, comments of readers.

Copy that was taken off a page has lost the breaks between its blocks: "Children found alive An 11-year-old girl has been pulled
from the rubble." Cut is only what stands in front of a sentence, so that its words stay the source's own, and what is no sentence
of the text. It must not change a character of what is left, nor cut where a name could go on ("told The Hague Tribunal").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copytaster.dossier.alone import opening
from copytaster.text.names import gazetteer, is_common, outlets
from copytaster.text.sentences import Sentence
from copytaster.text.words import STOPWORDS, fold

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = rf"(?:[A-Z][a-z]+,?\s)?(?:\d{{1,2}}\s{_MONTH},?\s\d{{4}}|{_MONTH}\s\d{{1,2}},?\s\d{{4}})"
_ZONE = r"(?:\s(?:GMT|BST|UTC|UK(?:\stime)?|E[DS]?T|C[DEST]*T|P[DS]?T|M[DS]T|IST|AE[DS]T|local\stime))"
_CLOCK = rf"\d{{1,2}}[.:]\d{{2}}(?::\s?\d{{2}})?(?:\s?[APap]\.?[Mm]\.?)?{_ZONE}?"
_HAS_CLOCK = re.compile(r"\d[.:]\d\d")
_BETWEEN = r"[\s,:|–—-]+(?:(?:[Ll]ast\s)?(?:updated|modified|published|posted)(?:\sat|\son)?:?\s)?"
# "Wednesday 17 June 2009 15.39 BST", "Page last updated at 11:24 GMT, Tuesday, 27 September 2011", "February 7, 2011: 10:44 AM ET".
_STAMP = re.compile(
    rf"(?:{_CLOCK}{_BETWEEN}{_DAY}(?:\s{_CLOCK})?|{_DAY}{_BETWEEN}{_CLOCK})(?:\sHelp\b|\sE-mail\b)?[\s,|:–—-]+(?=[A-Z\"“'‘0-9])"
)
# "January 31, 2011 | From Ann Lee and Bo Day, CNN": who wrote it stands between the day and the text.
_FILED = re.compile(rf"{_DAY}\s\|\s+(?=[A-Z])")
# "... calls for calm CAIRO (Reuters) - Thousands", with more than a place in front of it.
_AGENCY = re.compile(r"\((?P<agency>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})\)\s(?:--?|–|—)\s+(?=[\"“'‘\w])")
_AGENCIES = outlets() | {fold(name) for name in ("AP", "dpa", "EFE", "UPI", "PTI", "ANSA", "TASS", "Bloomberg", "PA", "AAP", "BBC")}
# "Photograph: Ann Lee/AFP/Getty Images The death toll": whose picture it is ends with an agency.
_CREDIT = re.compile(
    r"(?:Photograph|Photo|Picture|Credit|Image)s?:\s[^\n.]{2,60}?(?:/\s?(?:AP|AFP|EPA|PA|Rex|Getty(?:\s[Ii]mages)?|Reuters|Corbis"
    r"|Handout))+\s+(?=[A-Z])"
)
# "By Ann Lee for CNN", "By the BBC News Staff"; what stands behind it ("BBC News, Paris") is cut where it is a place.
_BYLINE = re.compile(
    r"(?:By|From)\s(?:the\s)?(?:[A-Z][\w.'’-]*,?\s|and\s){0,8}?(?:for\s)?(?P<outlet>[A-Z]{2,4})(?:\sNews)?(?:\s(?:Wire\s)?[Ss]taff)?"
    r"(?:,\s(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2}))?\s+(?=[A-Z])(?!News\b|Wire\b|Staff\b)"
)
# Words that open a sentence and no name, where a small letter follows.
_OPENS = frozenset(
    "a an the this these in on at for from with after before when while as there it more up about almost nearly at some many most"
    " two three four five six seven eight nine ten hundreds thousands tens dozens millions another several people".split()
)
# After these a capital is a name: "the Jurors", "of The", "said Experts".
_GOES_ON = STOPWORDS | {"said", "says", "told", "called", "titled", "named", "mr", "mrs", "ms", "dr"}
_WORD = re.compile(r"(?<=[\w%\"”’')] )(?P<word>[A-Z][a-z]*)(?=\s(?P<next>[a-z]\w*|\d))")
# "Jurors have heard", not "five Justices in", "the first Indigenous woman".
_DO = re.compile(r"(?:have|are|were|will|would|had|could|may|can|say|said|began|continue|[a-z]+ed)\Z")
# Behind the name of a place a people or a state that does something begins the sentence: "reach Riga Estonian nurses have begun".
_BEHIND_A_PLACE = re.compile(
    r"(?P<place>\b[A-Z][\w’-]{0,30}(?<![’'])) (?=(?P<who>[A-Z][\w.]{0,30})(?P<more>(?: [a-z]+){0,3})"
    r" (?P<does>has|have|is|are|was|were|will)\b)(?! [a-z]* ?(?:wars?|talks|border|conflict|relations|deal)\b)"
)
# Nor where a place in front of the sentence says where: "In Haiti French nurses have begun".
_SAYS_WHERE = re.compile(r"(?:In|At|From|Near|Across|Outside)\s(?:[\w’'-]+\s){0,3}\Z")
# A heading has so many words before its place: "UK Haitians" is none.
_HEADING = 3
_ARTICLED = re.compile(r"(?<=[a-z]s )(?=An? [A-Z][\w’'-]{0,30} (?:[\w’'-]{1,30} ){1,6}(?:has|is|was|will)\b)")
_LAST = re.compile(r"(?P<last>[\w'’-]+)[%\"”’')]*\s\Z")
# So far back a word is looked for; a text without a space would be gone through for each of its capitals.
_LONGEST_WORD = 60
# What is left must be a sentence: so long, with as many words.
_SHORTEST, _FEWEST = 40, 6
# A reader's comment: "January 28, 2011 07:15 pm at 7:15 pm |", "At 10:36 1st May 2009, ann wrote:".
_COMMENT = re.compile(
    rf"\A(?:{_DAY}\s(?:{_CLOCK}\s)?at\s{_CLOCK}\s\||At\s{_CLOCK}\s(?:on\s)?\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}\s\d{{4}},\s\S.{{0,40}}?\swrote:)"
)
# What speaks of its own page.
_OF_THE_PAGE = re.compile(
    r"\b(?:contributed to this (?:report|story|article)|[Tt]his (?:post|article|story|page|report) (?:has been|was|is being)"
    r" updated|[Cc]lick (?:here|on)\b|[Ff]ollow: |[Pp]hoto captions:|broke the house rules)"
)
# A picture's caption tells the present and ends with where and when it was taken, without "on": "... in Kyiv May 7, 2014."
_TAKEN = re.compile(rf"(?<!on )\b(?![A-Z][a-z]+day,?\s)[A-Z][\w.’'-]+,?\s{_MONTH}\s\d{{1,2}},\s\d{{4}}\.?\Z")


def without_furniture(found: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of a text, each from where it begins; those that are no sentences of the text left as they are."""
    return [_cut(s) for s in found]


def is_furniture(text: str) -> bool:
    """Whether a sentence is a caption or speaks of the page that it stands on."""
    return _OF_THE_PAGE.search(text) is not None or _TAKEN.search(text) is not None


def comments_from(found: Sequence[Sentence]) -> int:
    """The place of the first sentence that a reader wrote below the text; the number of sentences where none did."""
    return next((place for place, s in enumerate(found) if _COMMENT.match(s.text)), len(found))


def _cut(one: Sentence) -> Sentence:
    start = _begins(one.text)
    return Sentence(one.text[start:], one.start + start, one.end) if start else one


def _begins(text: str) -> int:
    """Where the sentence begins that a text ends with."""
    start = 0
    for found in _STAMP.finditer(text) if _HAS_CLOCK.search(text) else ():
        start = _kept(text, found.end(), start)
    for agency in _AGENCY.finditer(text) if "(" in text else ():
        is_dateline = opening(text[start:]) >= agency.end() - start
        if fold(agency["agency"]) in _AGENCIES and not is_dateline:
            start = _kept(text, agency.end(), start)
    for pattern in (_FILED, _CREDIT):
        if front := pattern.match(text, start):
            start = _kept(text, front.end(), start)
    return _behind_headings(text, _behind_byline(text, start))


def _behind_byline(text: str, start: int) -> int:
    """Behind who wrote it, for whom, and where."""
    byline = _BYLINE.match(text, start)
    if byline is None or fold(byline["outlet"]) not in _AGENCIES:
        return start
    if byline["place"] is None:
        return _kept(text, byline.end(), start)
    words = byline["place"].split(" ")
    place = next((held for size in range(len(words), 0, -1) if fold(held := " ".join(words[:size])) in gazetteer()), "")
    return _kept(text, byline.start("place") + len(place) + 1, start) if place else start


def _behind_headings(text: str, start: int) -> int:
    """Behind the last heading or caption that runs into the sentence: where a word that opens sentences follows without a stop."""
    for found in _WORD.finditer(text, start + 1):
        word = found["word"].lower()
        if word not in _OPENS and not _may_be_many(word):
            continue
        last = _LAST.search(text, max(start, found.start() - _LONGEST_WORD), found.start())
        if last and _runs_in(last["last"], word, found["next"]):
            start = _kept(text, found.start(), start)
    for found in _ARTICLED.finditer(text, start):
        start = _kept(text, found.start(), start)
    return _behind_a_place(text, start)


def _behind_a_place(text: str, start: int) -> int:
    """Behind a heading or caption that ends with a place, where a people or a state that does something follows without a comma."""
    for found in _BEHIND_A_PLACE.finditer(text, start):
        place, kind = (gazetteer().get(fold(found[part]), ("", ""))[0] for part in ("place", "who"))
        is_who = kind == "people" if found["more"] else kind == "state"
        is_who = is_who or (kind == "state" and found["who"].isupper() and bool(found["more"]))
        front = text[start : found.start("place")]
        is_heading = front.count(" ") >= _HEADING and not (front.endswith(", ") or _SAYS_WHERE.match(front))
        if place in {"state", "seat", "place"} and is_who and is_heading:
            start = _kept(text, found.start("who"), start)
    return start


def _runs_in(last: str, word: str, following: str) -> bool:
    """Whether a capital is that of a new sentence, by the word before it and the one behind."""
    if last.lower() in _GOES_ON or last.endswith(("'s", "’s")):
        return False
    if word in {"a", "an"} and not _is_article(word, following):
        return False
    if not last[0].islower() and not last[0].isdigit():
        # "Class A drugs", "Group A and"; "banned from the UK A father and daughter".
        return word in {"an", "the"} or (word == "a" and fold(last) in gazetteer())
    is_many = _may_be_many(word) and is_common(word)
    return word in _OPENS or (is_many and not last[0].isdigit() and _DO.match(following) is not None)


def _may_be_many(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 4


def _is_article(word: str, following: str) -> bool:
    """Whether "A" and what follows can be an article and its noun: not "yacht A at", "influenza A cases", "Long An provinces"."""
    if following in STOPWORDS or (word == "a" and following.endswith("s") and not following.endswith("ss")):
        return False
    return following[0].isdigit() or (following[0] in "aeiouh") >= (word == "an")


def _kept(text: str, at: int, start: int) -> int:
    """The new start, where what is left is still a sentence and the marks in it are closed."""
    rest = text[at:]
    is_sentence = len(rest) >= _SHORTEST and len(rest.split()) >= _FEWEST
    is_closed = rest.count('"') % 2 == 0 and rest.count("“") == rest.count("”") and rest.count("(") == rest.count(")")
    return at if is_sentence and is_closed else start
