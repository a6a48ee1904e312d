"""The half of the day that is named beside a clock: "2:30 PM", "下午2:30", "2:30 μ.μ.". It must not look for it anywhere else.

The names are those of CLDR's day periods for the languages of data/months.json, and such as papers print beside them. A name counts
where it touches the clock: Arabic's م begins no word but ends many, and "ös" stands in every Icelandic Friday.
"""

from __future__ import annotations

import re
from functools import lru_cache

_BEFORE_NOON = (
    "am a.m. a. m. de. dop. dopoldne fm f.m. f.h. gh p.d. paradite pg pagi priekšp. priekšpusdienā priešpiet prijepodne r.n. sa sf "
    "safiya vm. yb öö π.μ. πμ дп пр.об. претпл. таңкы тң ү.ө. ص صباحا صباحًا صباحاً غ.م. ق.ظ. صبح قبل‌ازظهر पूर्वाह्न सुबह সকাল ਪੂ.ਦੁ. "
    "පෙ.ව. ก่อนเที่ยง ກ່ອນທ່ຽງ နံနက် ጥዋት"
)
_AFTER_NOON = (
    "pm p.m. p. m. ch du. e.h. e.m. em eftermiddag gd i.n. ip. m.d. nm. odp. pasdite petang pop. popiet popodne popoldne ptg pēcp. "
    "pēcpusd. pēcpusdienā yamma yh ym ös μ.μ. μμ пп попл. сл.об. тк ү.х. ب.ظ. بعدازظهر عصر شام غ.و. م مساء مساءً مساءا अपराह्न शाम "
    "বিকেল সন্ধ্যা ਬਾ.ਦੁ. ප.ව. หลังเที่ยง ຫຼັງທ່ຽງ ညနေ ከሰዓት"
)
_EASTERN_BEFORE, _EASTERN_AFTER = "上午 午前 오전 凌晨 早上 清晨", "下午 午後 오후 中午 傍晚 晚上"
_JOINERS = dict.fromkeys(map(ord, "\u200b\u200c\u200d"))


def _alternatives(*names: str) -> str:
    """The names as one pattern, longest first; a blank or none may stand between the letters of "a. m."."""
    found = {name.translate(_JOINERS) for text in names for name in text.split() if name not in ("a.", "p.", "m.")}
    return "|".join(re.escape(name).replace(r"\.", r"\.\s?") for name in sorted(found, key=len, reverse=True))


def _is_script(name: str) -> bool:
    return not name[0].isascii() and len(name.strip(".")) > 1


def _before(names: str) -> str:
    return _alternatives(" ".join(name for name in names.split() if _is_script(name)))


_AFTER_CLOCK = re.compile(
    rf"\s*(?:(?:(?P<am>{_alternatives(_BEFORE_NOON)})|(?P<pm>{_alternatives(_AFTER_NOON)}))(?![^\W\d_])"
    rf"|(?P<east_am>{_alternatives(_EASTERN_BEFORE)})|(?P<east_pm>{_alternatives(_EASTERN_AFTER)}))",
    re.IGNORECASE,
)
# German's "am" stands before clocks: only capitals count there, and Hungarian's abbreviations.
_BEFORE_CLOCK = re.compile(
    rf"(?:(?<![^\W\d_])(?:(?P<am>AM|ÖÖ|de\.|{_before(_BEFORE_NOON)})|(?P<pm>PM|ÖS|du\.|{_before(_AFTER_NOON)}))"
    rf"|(?P<east_am>{_alternatives(_EASTERN_BEFORE)})|(?P<east_pm>{_alternatives(_EASTERN_AFTER)}))\s*$"
)
_ALONE = re.compile(rf"(?:(?P<am>{_alternatives(_BEFORE_NOON)})|(?P<pm>{_alternatives(_AFTER_NOON)}))", re.IGNORECASE)


def beside(before: str, after: str) -> tuple[str, int]:
    """Which half ("am", "pm" or none) the text before and after a clock names, and how many characters of `after` name it."""
    found = _AFTER_CLOCK.match(after)
    if found:
        return _half(found), found.end()
    found = _BEFORE_CLOCK.search(before)
    return (_half(found), 0) if found else ("", 0)


@lru_cache(maxsize=256)
def named(word: str) -> str:
    """Which half a word that stands alone names: "am", "pm", or none."""
    found = _ALONE.fullmatch(word)
    return _half(found) if found else ""


def hour(count: int, half: str) -> int:
    """The hour of 24 that an hour of a half is. Hours beyond 12 need no half."""
    return count % 12 + (12 if half == "pm" else 0) if half and count <= 12 else count


def _half(found: re.Match[str]) -> str:
    return (found.lastgroup or "").removeprefix("east_")
