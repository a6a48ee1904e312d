"""Makes copytaster/text/data/territories.txt.gz: what states are called in some forty languages, for links across languages.

    python -m train.places      (needs Babel, which carries the names of the Unicode CLDR and which only this script uses)

One line a state: its code, then its names as `words.words` gives them, words of one name joined by `+`. A name of one word that two
states share, or that is a common word of its language, is left out.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from pathlib import Path

from babel import Locale

from copytaster.text.background import naming, telling
from copytaster.text.words import words
from train.background import LANGUAGES

TARGET = Path(__file__).parent.parent / "copytaster" / "text" / "data" / "territories.txt.gz"
# A word in more than one of so many sentences (e to the power of this) names nothing by itself.
_COMMON = 5.0


def names(language: str) -> dict[str, list[str]]:
    """Code of a state -> words of its name in a language."""
    found = Locale.parse(language).territories
    return {
        code: words(str(name).replace("(", " ").split(" - ")[0])
        for code, name in found.items()
        if len(code) == 2 and code.isalpha()
    }


def main() -> None:
    """Collect and write."""
    states: dict[str, set[str]] = defaultdict(set)
    for language in (*LANGUAGES, "en"):
        for code, held in names(language if language != "sh" else "sr_Latn").items():
            if len(held) == 1 and held[0].isascii() and (telling(held[0], language) < _COMMON or naming(held[0]) < 0.8):
                continue
            if held and len(held[0]) > 1:
                states["+".join(held[:3])].add(code)
    by_code: dict[str, list[str]] = defaultdict(list)
    for name, codes in states.items():
        if len(codes) == 1:
            by_code[min(codes)].append(name)
    lines = [
        f"{code} {' '.join(sorted(held))}"
        for code, held in sorted(by_code.items())
        if code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
    ]
    TARGET.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{TARGET}: {len(lines)} states, {sum(map(len, by_code.values()))} names, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
