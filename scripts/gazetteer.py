"""Bakes copytaster/text/data/gazetteer.tsv: names of states and their bodies, from CLDR and the PETRARCH Countries dictionary.

    python scripts/gazetteer.py PETRARCH_FOLDER        (needs the babel package, which carries CLDR; only to build, never to run)

Each line is kind, code, name. Kinds: `country` and `state` (CLDR: the English name, and names in six more languages), `place`
(spellings and places that stand for a state, PETRARCH), `body` (national institutions, PETRARCH). Dated names of persons are left
out: they age, and the desk's own copy names who acts now.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel import Locale

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
HERE = Path(__file__).resolve().parent.parent / "copytaster" / "text" / "data"
HEADER = """\
# Names of states and bodies. Made by scripts/gazetteer.py; do not edit.
# kinds country, state: Unicode CLDR (Unicode License v3). kinds place, body: PETRARCH Countries (MIT). See NAMES-ATTRIBUTION.txt.
"""
# PETRARCH aliases that are ordinary words or other people's names when capitalised in running text.
AMBIGUOUS = {"hex", "akko", "nice", "of", "split", "mobile", "reading", "the graveyard of empires", "galilee", "sodom", "gomorrah"}


def main(folder: Path) -> None:
    """Write the table."""
    rows: dict[str, tuple[str, str]] = {}
    names = _states(rows)
    _petrarch(folder / "Phoenix.Countries.actors.txt", names, rows)
    lines = [f"{kind}\t{code}\t{name}" for name, (kind, code) in sorted(rows.items(), key=lambda r: (r[1], r[0]))]
    (HERE / "gazetteer.tsv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} names")


def _states(rows: dict[str, tuple[str, str]]) -> dict[str, str]:
    """CLDR territory names into `rows`; returns English folded name -> code, by which PETRARCH's blocks are recognised."""
    english: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if not re.fullmatch("[A-Z]{2}", code) or code in {"EZ", "QO", "ZZ", "XA", "XB"}:
                continue
            if language == "en":
                english[name.lower()] = code
            if name[0].isupper() and len(name) > 2:
                rows.setdefault(name, ("country" if language == "en" else "state", code))
                rows.setdefault(re.sub(r"\s*\(.*\)", "", name), ("state", code))
                rows.setdefault(name.replace("’", "'"), ("state", code))
    for name, code in EXTRA.items():
        rows.setdefault(name, ("state", code))
        if name in PRINTED:
            rows.update({n: ("state", c) for n, (k, c) in rows.items() if k == "country" and c == code})
            rows[name] = ("country", code)
        english[name.lower()] = code
    return english


# Names as news prints them, where CLDR's are longer or other.
PRINTED = {
    "Turkey",
    "Britain",
    "Myanmar",
    "Hong Kong",
    "Macau",
    "Bosnia",
    "Democratic Republic of Congo",
    "Ivory Coast",
    "Palestine",
}
EXTRA = {
    "Turkey": "TR",
    "United States of America": "US",
    "U.S.": "US",
    "US": "US",
    "USA": "US",
    "U.S.A.": "US",
    "America": "US",
    "UK": "GB",
    "U.K.": "GB",
    "Britain": "GB",
    "Great Britain": "GB",
    "England": "GB",
    "Scotland": "GB",
    "Wales": "GB",
    "Northern Ireland": "GB",
    "UAE": "AE",
    "U.A.E.": "AE",
    "DRC": "CD",
    "DR Congo": "CD",
    "Democratic Republic of the Congo": "CD",
    "Democratic Republic of Congo": "CD",
    "Ivory Coast": "CI",
    "Burma": "MM",
    "Myanmar": "MM",
    "Czech Republic": "CZ",
    "Macedonia": "MK",
    "Swaziland": "SZ",
    "East Timor": "TL",
    "Bosnia": "BA",
    "Bosnia and Herzegovina": "BA",
    "South Korea": "KR",
    "North Korea": "KP",
    "Russian Federation": "RU",
    "Soviet Union": "RU",
    "Palestine": "PS",
    "Gaza": "PS",
    "Gaza Strip": "PS",
    "West Bank": "PS",
    "Palestinian Authority": "PS",
    "Palestinian Territories": "PS",
    "Hong Kong": "HK",
    "Macau": "MO",
    "Vatican": "VA",
    "Holy See": "VA",
    "EU": "EU",
    "European Union": "EU",
    "Cape Verde": "CV",
    "Crimea": "UA",
    "Taiwan": "TW",
    "Kosovo": "XK",
    "Republic of Azerbaijan": "AZ",
}


def _petrarch(file: Path, states: dict[str, str], rows: dict[str, tuple[str, str]]) -> None:
    code = ""
    block: list[str] = []
    for raw in [*file.read_text(encoding="utf-8", errors="replace").splitlines(), "#end"]:
        line = raw.split(";")[0].rstrip()
        person = ";" in raw
        if not line or line.startswith("#"):
            block = []
            continue
        if line[0] in "\t [":
            if block and code and re.search(r"\[\w{3}(GOV|MIL|LEG|SPY|COP|JUD|GOVLEG)\]", line):
                _take(block, "body", code, rows)
            block = []
            continue
        name, _, _tag = line.partition("[")
        plain = _plain(name.lstrip("+"))
        if not line.startswith("+"):
            if plain.lower() in states:
                code = states[plain.lower()]
                block = ["", plain]
                continue
            block = [] if person else [plain]
        elif block and block[0] == "":
            _take([plain], "place", code, rows)
        elif block:
            block.append(plain)


def _take(names: list[str], kind: str, code: str, rows: dict[str, tuple[str, str]]) -> None:
    for name in names:
        is_long = len(name) > 3 or (kind == "body" and len(name) == 3)
        if is_long and name.lower() not in AMBIGUOUS and re.fullmatch(r"[\w' .-]+", name):
            rows.setdefault(name if kind == "place" else _cased(name), (kind, code))


def _plain(name: str) -> str:
    return _cased(name.replace("_", " ").strip())


def _cased(name: str) -> str:
    small = {"OF", "THE", "AND", "FOR", "IN", "E", "YE", "OF THE"}
    words = name.upper().split()
    if len(words) == 1 and len(name) <= 3:
        return name.upper()
    return " ".join(w.lower() if i and w in small else w.title().replace("'S", "'s") for i, w in enumerate(words))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
