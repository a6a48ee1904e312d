"""Makes copytaster/wire/data/months.json anew: the names of the months in the languages of the world's newsrooms, from CLDR.

Run it in an environment that has the package Babel: `python scripts/bake_months.py`. A name that means two months (listopad is
November in Prague and October in Zagreb) is kept with the languages that use it; all others map to their month.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import babel
from babel import Locale

LANGUAGES = """af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id is it ja ka kk
km kn ko ky
lo lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te th tr uk ur uz vi zh
ar_DZ ar_IQ ar_LB ar_MA de_AT fr_CA""".split()
# Short forms that papers print and CLDR does not list.
ALSO = {
    "sept": 9,
    "okt": 10,
    "oct": 10,
    "dez": 12,
    "déc": 12,
    "dic": 12,
    "mrz": 3,
    "mär": 3,
    "ene": 1,
    "janv": 1,
    "févr": 2,
    "avr": 4,
}
# What stands in running dates and CLDR leaves out: the Slovenian genitive, the Latvian locative, Vietnamese months in words,
# the Basque genitive, Arabic ones as Morocco and Tunisia write them.
ALSO_IN = {
    "sl": "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",
    "lv": "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī",
    "vi": "tháng_một tháng_hai tháng_ba tháng_tư tháng_năm tháng_sáu tháng_bảy tháng_tám tháng_chín tháng_mười tháng_mười_một "
    "tháng_mười_hai",
    "eu": "urtarrilaren otsailaren martxoaren apirilaren maiatzaren ekainaren uztailaren abuztuaren irailaren urriaren azaroaren "
    "abenduaren",
    "ar": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
}
PLACE = Path(__file__).parent.parent / "copytaster" / "wire" / "data" / "months.json"


def names() -> dict[str, dict[int, set[str]]]:
    """Every printed name of a month, with the months it means and the languages that use it."""
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for language in LANGUAGES:
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    bare = name.casefold().strip(" .")
                    if any(c.isalpha() for c in bare) and not bare[0].isdigit():
                        found[bare][number].add(language)
    for language, spaced in ALSO_IN.items():
        for number, name in enumerate(spaced.split(), start=1):
            found[name.replace("_", " ")][number].add(language)
    for name, number in ALSO.items():
        found[name][number].add("en")
    return found


def main() -> None:
    """Write the table."""
    table: dict[str, int | dict[str, int]] = {}
    for name, months in sorted(names().items()):
        if len(months) == 1:
            table[name] = next(iter(months))
        else:
            table[name] = {language: number for number, languages in months.items() for language in sorted(languages)}
    notice = f"CLDR through Babel {babel.__version__}; Unicode License V3, see ATTRIBUTION.txt"
    text = json.dumps({"source": notice, "months": table}, ensure_ascii=False, indent=0, separators=(",", ":"))
    PLACE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
