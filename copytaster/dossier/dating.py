"""Which of its times date what a sentence tells: those that hang on its main verb, not on a noun, a name or another clause.

Signs on the surface of English words decide: where a time stands, what stands before and after it. It must not resolve a time
(text/dates does) nor choose among those that date (dossier/happened does).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from copytaster.dossier.analyse import Read
from copytaster.dossier.finite import is_past, is_told_now
from copytaster.text.dates import TimeExpression

ASIDE = re.compile(r"\([^)]*\)|(?<=\s)[–—][^–—]*[–—](?=\s)|“[^”]*”|\"[^\"]*\"|«[^»]*»")
# What may stand between a time and the word it hangs on.
_LEAD = re.compile(
    r"(?:\b(?:as of|on|in|at|by|during|late|early|earlier|later|around|about|the|from|since|until|till|for|of|through"
    r"|throughout|within|over"
    r"|(?:night|evening|morning|afternoon|end|start|beginning|middle|rest|week|days|weeks|half|course|period) of)\s+)*\Z",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:Also|Later|But|And|Then|Meanwhile|However|Reportedly|Only|Just|It was|Initially)?[\s,]*\Z")
# A clause or phrase that tells of another time than the main verb's. "When", "as", "while" and "during" tell of the same one.
_APART = (
    r"after|following|since|because|although|though|despite|until|before|prior to|ahead of|in response to|in retaliation for|due to"
    r"|in connection with|related to|stemming from|caused by|blamed for|accused of|convicted of"
)
_RELATIVE = r"that|which|who|whom|whose|where(?!\s+(?:held|[a-z]+ed)\b)"
_BARRIER = re.compile(rf"\b(?:(?P<apart>{_APART})(?:\s+that)?|(?P<relative>(?-i:{_RELATIVE})))\b", re.IGNORECASE)
# "a procession, which took place on Monday": when what the main verb is about happened.
_TOOK_PLACE = re.compile(r"\s+(?:took place|was held|were held|happened|occurred)\b")
_SAYS_THAT = re.compile(
    r"\b(?:said|says?|told|tells|announce[sd]?|report(?:s|ed)?|claim(?:s|ed)?|confirm(?:s|ed)?|state[sd]?|add(?:s|ed)|warn(?:s|ed)?)\s+\Z"
)
_SAID = re.compile(r"\b(?:said|says?|told|tells|announced?|report(?:ed|s)?|claim(?:ed|s)?|confirm(?:ed|s)?|warn(?:ed|s)?|stated)\b")
_HOURS = re.compile(r"\b(?:hours?|minutes?|shortly|soon|immediately|moments?|just|right)\s+\Z", re.IGNORECASE)
_RESUMES = re.compile(r",\s+(?:and|but|then|was|were|is|are|has|had|will|[a-z]+ed|[a-z]+s)\b")
_EVENT = (
    r"(?:air)?strikes?|attacks?|killings?|murders?|assassinations?|deaths?|collapse|crash|clash(?:es)?|shootings?|bombings?|explosions?"
    r"|blasts?|fires?|violence|protests?|rall(?:y|ies)|march(?:es)?|demonstrations?|arrests?|raids?|riots?|unrest|war|invasion|offensive"
    r"|ceasefire|truce|agreement|deal|accords?|treaty|talks|meetings?|summit|visit|call|conversation|speech|statement|announcement"
    r"|decision|ruling|verdict|votes?|elections?|referendum|resignation|release|launch|accident|earthquakes?|quakes?|storm|hurricane"
    r"|typhoon|floods?|flooding|eruption|outbreak|video|letter|report|interview|law|bill|game|match|victory|win|defeat|coup|seizure"
)
_OF_AN_EVENT = re.compile(
    rf"\b(?:of|from|about|over|for|between|against|to|showing|into|involved in|follows|marks)\s+"
    rf"(?P<gap>(?:[\w’'.-]+\s+){{0,4}}?)(?:{_EVENT})\b(?P<tail>[^;]*)\Z"
)
_QUALIFIED = re.compile(r"\w*ly\s+[a-z]+ed\b")  # "the newly elected president"
# "per guidelines established in 2015", "a lawsuit filed by the senate on Sunday": a participle that belongs to the noun before it.
_DONE = "[a-z]+ed|held|made|built|taken|given|begun|sent|signed|found|known|led"
_REDUCED = re.compile(
    r"\b(?:per|under|of|with|by|for|against)\s+(?:(?!(?:was|were|is|are|been|be|had|has|have)\b)[\w’'-]+\s+){1,4}"
    rf"(?:{_DONE})\b(?:\s+(?:by|in|at)\b[^,;]*)?\s*\Z"
)
# "identify the four hostages returned on Monday", "mourn those killed on Friday": a participle behind the object of another verb.
# Who "says the hostages returned on Monday" tells of that day.
_OF_OBJECT = re.compile(
    r"(?P<verb>[a-z]+)\s+(?:(?:the|these|its|his|her|their|an?|some|all)\s+"
    r"(?:(?!(?:was|were|is|are|has|had|have|been|be|and|or|but|to|who|that|which|it|he|she|they)\b)[\w’'-]+\s+){1,5}?|(?:those|people)\s)"
    rf"(?:{_DONE}|shot|seen)\b(?:\s(?:in|at|near|by)\s[^,;]{{2,40}})?\s*\Z"
)
_NO_OBJECT = frozenset(
    """in on at by of for from with to into over under after before during since until as and or but that than about between against
    near inside outside across around through amid among along behind beyond despite within without upon per via like all both
    said say says told tells announced announce announces reported report reports claimed claim claims confirmed confirm confirms
    stated state states added warned believe believes believed think thinks know knows knew show shows showed hope hopes fear fears
    was were is are been be had has have did does do not when where while if because although though whether""".split()
)
_RELATIVE_AFTER = re.compile(rf"\s+(?:{_RELATIVE})\b")
_PART_OF = re.compile(
    r"\b(?:as|night|evening|morning|afternoon|end|start|beginning|middle|rest|week|days?|weeks|half|course|period) of\s+\Z"
)
_WITHIN = re.compile(r"\b(?:in|at|during|by|as a result of)\s+(?:the|its|his|her|their|an?)?\s*\Z", re.IGNORECASE)
_OWNER = re.compile(r"\b(?:the|its|his|her|their|an?|this|that|[A-Z]\w+['’]s)\s+\Z")
_NOUN_AFTER = re.compile(
    r"\s+(?!(?:and|or|but|in|at|on|by|to|for|from|with|after|before|as|that|when|where|while|who|which|was|were|is|are|has|had|have|will"
    r"|would|of|during|following|amid|because|since|until|near|over|under|against|between|saying|said|told|through|local|night|morning"
    r"|afternoon|evening|alone|it|he|she|they|we|the|a|an|there|not|even)\b)[a-z]{3,}"
)


# What lies this far back and belongs to a noun is not what the sentence tells; of the last days it is mostly both.
_FAR = dt.timedelta(days=7)


def dating(read: Read, times: Sequence[TimeExpression], *, now: bool = False, day: dt.date | None = None) -> list[TimeExpression]:
    """Those of a sentence's `times` that date what it tells. With `now` it is told in the present tense, so that its day is that
    of the copy (`day`): only a time that opens it, or one up to which it counts, dates it."""
    hung = [t for t in times if _hangs_on_the_verb(read, t, now=now, day=day)]
    hung = [t for t in hung if not (_is_short(t) and _is_of_object(read, t))]
    return [t for t in hung if not (_is_short(t) and _ends_reduced(read, t))] or hung


def _is_short(time: TimeExpression) -> bool:
    return time.precision in {"day", "week"}


def _ends_reduced(read: Read, time: TimeExpression) -> bool:
    """Whether a time may belong to a participle before it: "a suit filed by the senate on Sunday". So may it to a verb: where it is
    the only time, it does."""
    left = read.text[: time.start - read.start]
    bare = _LEAD.sub("", left)
    reduced = _REDUCED.search(bare)
    return bool(reduced and _has_verb(left[: reduced.start()]))


def _is_of_object(read: Read, time: TimeExpression) -> bool:
    """Whether a time belongs to a participle behind the object of the main verb, also where it is the only time."""
    left = read.text[: time.start - read.start]
    behind = _OF_OBJECT.search(_LEAD.sub("", left))
    return behind is not None and behind["verb"] not in _NO_OBJECT and bool(left[: behind.start()].strip())


def _hangs_on_the_verb(read: Read, time: TimeExpression, *, now: bool, day: dt.date | None) -> bool:
    start, end = time.start - read.start, time.end - read.start
    text = ASIDE.sub(lambda m: " " * len(m.group()), read.text)
    if not text[start:end].strip():
        return False  # in quotation marks or brackets
    left = text[:start]
    lead = _LEAD.search(left)
    before = left[: lead.start()] if lead else left
    told_by = lead.group().lower().split() if lead else []
    if _OPENS.match(before):
        return told_by[-1:] != ["since"] and not _is_a_month_before_its_noun(text, start, end, time)
    if _UP_TO.match(" ".join(told_by)):
        return True
    if now or _is_tied_to_a_noun(text, start, end, told_by):
        return False
    is_far = day is not None and time.last is not None and day - time.last > _FAR
    return not (_is_in_another_clause(before, text[end:], time) or _is_of_something(before, text[end:], time, is_far=is_far))


_UP_TO = re.compile(r"as of\b")


def _is_a_month_before_its_noun(text: str, start: int, end: int, time: TimeExpression) -> bool:
    """ "The May map draws a line": a month or year that says which one."""
    has_article = bool(_OWNER.search(text[:start])) or text[start:end].lower().startswith("the ")
    return has_article and not _is_short(time) and _NOUN_AFTER.match(text[end:]) is not None and not _WITHIN.search(text[:start])


def _is_tied_to_a_noun(text: str, start: int, end: int, told_by: Sequence[str]) -> bool:
    """ "video of 2 October", "the June 2 primaries", "Monday's attack", "on Tuesday that killed 30"."""
    left, right = text[:start], text[end:]
    owns = right[:2] in {"'s", "’s"}
    if _WITHIN.search(left) and (owns or _OWNER.search(left) or _NOUN_AFTER.match(right)):
        return False  # "in its January 3 alert", "as a result of Saturday's unrest": at that time
    if told_by and (told_by[-1] in {"until", "till", "for"} or (told_by[-1] == "of" and not _PART_OF.search(left))):
        return True
    if told_by and told_by[-1] == "from" and not re.match(r"\s+(?:to|until|through)\b", right):
        return True
    has_article = bool(_OWNER.search(left)) or text[start:end].lower().startswith("the ")
    if owns or (has_article and _NOUN_AFTER.match(right)):
        return True
    return bool(_RELATIVE_AFTER.match(right)) and not _SAID.search(left)


def _is_in_another_clause(before: str, after: str, time: TimeExpression) -> bool:
    barriers = list(_BARRIER.finditer(before))
    if not barriers:
        return False
    barrier = barriers[-1]
    head, tail = before[: barrier.start()], before[barrier.end() :]
    if barrier["relative"] and barrier.group().lower() == "that" and _SAYS_THAT.search(head):
        return not _is_short(time)  # of a month or year somebody speaks looking back
    if _HOURS.search(head):
        return False
    if (barrier["apart"] or "").lower() == "since" and before.rstrip().endswith(","):
        return False  # a comma ends the clause: "during his first rally since the spring, on 20 June"
    if barrier["relative"] and _TOOK_PLACE.match(tail) and not after.strip(" ."):
        return False
    if not head.strip():
        return "," not in tail  # "Following airstrikes on Thursday, ..."
    return not _RESUMES.search(tail)


def _is_of_something(before: str, after: str, time: TimeExpression, *, is_far: bool) -> bool:
    """Whether a month or year lies in a noun group that names another event: "a call between them in July"."""
    if time.precision == "year" and before.rstrip().endswith(",") and not after.strip(" ."):
        return True
    if _is_short(time) and not is_far:
        return False
    of, reduced = _OF_AN_EVENT.search(before), _REDUCED.search(before)
    if of and _has_verb(before[: of.start("tail")]) and not is_past(_QUALIFIED.sub(" ", of["tail"]) + of["gap"]):
        return True
    return bool(reduced and _has_verb(before[: reduced.start()]))


def _has_verb(words: str) -> bool:
    return is_past(words) or is_told_now(words)
