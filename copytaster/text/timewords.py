"""The words of time of each language, as tables. No rule stands here: text/dates.py builds the same rules from any of them.

English comes first and has most; German, French and Spanish have what news uses every day. Another language is another table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# The English months in full as a pattern, with their capitals: "may" is a verb.
ENGLISH_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


@dataclass(frozen=True, slots=True)
class TimeWords:
    """One language. All words are lower case; keys that hold patterns say so.

    months, weekdays: word -> number (1-12; 0 is Monday). units: word -> letter (D, W, M, Q, Y, E decade, C century; TS, TM, TH for
    second, minute, hour). relative: word -> days from the day of the copy. refs: word -> PAST_REF, PRESENT_REF or FUTURE_REF.
    past, this, next: words before a unit or weekday. ago, hence, earlier, later: words after (or before) a number of units.
    day_parts: word -> MO, MI, AF, EV, NI. numbers: word -> value.
    holidays: name -> month and day. future_cues, past_cues: patterns of verbs that look ahead or back.
    """

    language: str
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, str]
    relative: Mapping[str, int]
    refs: Mapping[str, str]
    past: tuple[str, ...]
    this: tuple[str, ...]
    next: tuple[str, ...]
    ago: tuple[str, ...]
    hence: tuple[str, ...]
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    day_parts: Mapping[str, str]
    numbers: Mapping[str, int]
    seasons: Mapping[str, str] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    every: tuple[str, ...] = ()
    adverbs: Mapping[str, str] = field(default_factory=dict)
    vague: tuple[str, ...] = ()
    future_cues: str = "(?!)"
    past_cues: str = "(?!)"
    holidays: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    ago_first: bool = False


_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
EN_NUMBERS = {w: i for i, w in enumerate(_SMALL.split(), start=1)} | {w: 10 * i for i, w in enumerate(_TENS.split(), start=2)}
EN_NUMBERS |= {f"{t}-{u}": a + b for t, a in list(EN_NUMBERS.items())[19:] for u, b in list(EN_NUMBERS.items())[:9]}
EN_NUMBERS |= {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
    "half a dozen": 6,
    "a dozen": 12,
    "a hundred": 100,
    "a thousand": 1000,
}


def _months(rows: str) -> dict[str, int]:
    """Twelve rows of comma-parted names."""
    return {name: i for i, row in enumerate(rows.split(";"), start=1) for name in row.strip().split(",")}


def _days(rows: str) -> dict[str, int]:
    return {name: i for i, row in enumerate(rows.split(";")) for name in row.strip().split(",")}


ENGLISH = TimeWords(
    language="en",
    months=_months(
        "january,jan.,jan;february,feb.,feb;march,mar.,mar;april,apr.,apr;may;june,jun.,jun;july,jul.,jul;august,aug.,aug;"
        "september,sept.,sep.,sept,sep;october,oct.,oct;november,nov.,nov;december,dec.,dec"
    ),
    weekdays=_days("monday,mon.;tuesday,tues.,tue.;wednesday,wed.;thursday,thurs.,thu.;friday,fri.;saturday,sat.;sunday,sun."),
    units={
        name: letter
        for letter, names in {
            "TS": "seconds",
            "TM": "minute minutes",
            "TH": "hour hours",
            "D": "day days",
            "W": "week weeks",
            "WE": "weekend weekends",
            "M": "month months",
            "Q": "quarter quarters",
            "Y": "year years",
            "E": "decade decades",
            "C": "century centuries",
        }.items()
        for name in names.split()
    },
    relative={"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1},
    refs={
        "now": "PRESENT_REF",
        "currently": "PRESENT_REF",
        "nowadays": "PRESENT_REF",
        "at present": "PRESENT_REF",
        "at the moment": "PRESENT_REF",
        "recently": "PAST_REF",
        "recent": "PAST_REF",
        "current": "PRESENT_REF",
        "these days": "PRESENT_REF",
        "in the past": "PAST_REF",
        "the past": "PAST_REF",
        "the future": "FUTURE_REF",
        "the near future": "FUTURE_REF",
        "near future": "FUTURE_REF",
        "the near term": "FUTURE_REF",
    },
    past=("last", "past", "previous", "prior", "preceding"),
    this=("this", "current", "the current"),
    next=("next", "coming", "following", "upcoming"),
    ago=("ago",),
    hence=("from now", "hence"),
    earlier=("earlier", "before", "previously"),
    later=("later", "after", "afterwards"),
    day_parts={
        "morning": "MO",
        "midday": "MI",
        "afternoon": "AF",
        "evening": "EV",
        "night": "NI",
        "overnight": "NI",
    },
    numbers=EN_NUMBERS,
    seasons={"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"},
    ordinals={"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4},
    every=("every", "each"),
    adverbs={
        "daily": "P1D",
        "weekly": "P1W",
        "monthly": "P1M",
        "yearly": "P1Y",
        "nightly": "P1D",
        "hourly": "PT1H",
    },
    vague=("several", "a few", "few", "some", "many", "recent", "dozens of", "hundreds of", "thousands of"),
    future_cues=(
        r"(?:will|won't|shall|would)(?: be| have)?|'ll|’ll|scheduled|expected|expects?|(?:forecast|projected|predicted) to|due"
        r"|plans? (?:to|for|on)|planned|planning|upcoming|intends?|aims?|hopes?|set (?:to|for)|(?:is|are|was|were) to|to be"
        r"|deadline|starting|beginning|effective"
        r"|maturing|payable|slated|going to"
        r"|to (?:meet|begin|start|open|hold|vote|decide|return|leave|arrive|visit|travel|take|go|end|close|expire)"
    ),
    past_cues=(
        r"said|told|was|were|had|did|has|have|been|came|went|met|took|began|fell|rose|held|made|gave|got|left|saw|found|brought|led"
        r"|sent|set off|hit|kept|broke|chose|spoke|wrote|won|lost|paid|sold|bought|stood|became|grew|drew|threw|flew|shot|fought"
        r"|swept|struck|ran|sat|built|spent|felt|heard|thought|knew|(?!need|feed|bleed|speed|seed|hundred|indeed|united\b|red\b)[a-z]{2,}ed"
    ),
    holidays={
        "christmas": (12, 25),
        "christmas day": (12, 25),
        "christmas eve": (12, 24),
        "new year's day": (1, 1),
        "new year's eve": (12, 31),
        "valentine's day": (2, 14),
        "halloween": (10, 31),
        "may day": (5, 1),
    },
)

GERMAN = TimeWords(
    language="de",
    months=_months(
        "januar,jänner,jan.;februar,feb.;märz,mär.;april,apr.;mai;juni,jun.;juli,jul.;august,aug.;september,sept.,sep.;oktober,okt.;"
        "november,nov.;dezember,dez."
    ),
    weekdays=_days("montag;dienstag;mittwoch;donnerstag;freitag;samstag,sonnabend;sonntag"),
    units={
        name: letter
        for letter, names in {
            "TM": "minute minuten",
            "TH": "stunde stunden",
            "D": "tag tage tagen",
            "W": "woche wochen",
            "WE": "wochenende wochenenden",
            "M": "monat monate monaten",
            "Q": "quartal quartale",
            "Y": "jahr jahre jahren jahres",
            "E": "jahrzehnt jahrzehnte jahrzehnten",
            "C": "jahrhundert jahrhunderte jahrhunderten",
        }.items()
        for name in names.split()
    },
    relative={"heute": 0, "gestern": -1, "vorgestern": -2, "morgen": 1, "übermorgen": 2},
    refs={"jetzt": "PRESENT_REF", "derzeit": "PRESENT_REF", "zurzeit": "PRESENT_REF", "kürzlich": "PAST_REF", "bald": "FUTURE_REF"},
    past=("letzten", "letzte", "letzter", "letztes", "vergangenen", "vergangene", "vergangenes", "vorigen", "vorige", "voriges"),
    this=("diesen", "diese", "dieser", "dieses", "diesem"),
    next=("nächsten", "nächste", "nächster", "nächstes", "kommenden", "kommende", "kommendes"),
    ago=("vor",),
    hence=("in",),
    earlier=("zuvor", "davor", "vorher", "früher"),
    later=("später", "danach"),
    day_parts={"vormittag": "MO", "mittag": "MI", "nachmittag": "AF", "abend": "EV", "nacht": "NI"},
    numbers={
        w: i
        for i, w in enumerate("ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn".split(), start=1)
    }
    | {"einem": 1, "einer": 1, "einen": 1, "eine": 1, "zwanzig": 20, "dreißig": 30},
    seasons={"frühjahr": "SP", "frühling": "SP", "sommer": "SU", "herbst": "FA", "winter": "WI"},
    every=("jeden", "jede", "jedes"),
    adverbs={"täglich": "P1D", "wöchentlich": "P1W", "monatlich": "P1M", "jährlich": "P1Y"},
    vague=("mehreren", "einigen", "wenigen", "mehrere", "einige", "wenige"),
    future_cues=r"wird|werden|soll|sollen|will|wollen|plant|planen|bis|ab|künftig|geplant",
    ago_first=True,
)

FRENCH = TimeWords(
    language="fr",
    months=_months(
        "janvier,janv.;février,févr.;mars;avril,avr.;mai;juin;juillet,juil.;août;septembre,sept.;octobre,oct.;novembre,nov.;"
        "décembre,déc."
    ),
    weekdays=_days("lundi;mardi;mercredi;jeudi;vendredi;samedi;dimanche"),
    units={
        name: letter
        for letter, names in {
            "TM": "minute minutes",
            "TH": "heure heures",
            "D": "jour jours journée",
            "W": "semaine semaines",
            "WE": "week-end week-ends weekend",
            "M": "mois",
            "Q": "trimestre trimestres",
            "Y": "an ans année années",
            "E": "décennie décennies",
            "C": "siècle siècles",
        }.items()
        for name in names.split()
    },
    relative={"aujourd'hui": 0, "aujourd’hui": 0, "hier": -1, "avant-hier": -2, "demain": 1, "après-demain": 2},
    refs={"maintenant": "PRESENT_REF", "actuellement": "PRESENT_REF", "récemment": "PAST_REF", "bientôt": "FUTURE_REF"},
    past=("dernier", "dernière", "derniers", "dernières", "passé", "passée"),
    this=("ce", "cet", "cette"),
    next=("prochain", "prochaine", "prochains", "prochaines"),
    ago=("il y a",),
    hence=("dans",),
    earlier=("plus tôt", "auparavant", "avant"),
    later=("plus tard", "après"),
    day_parts={"matin": "MO", "midi": "MI", "après-midi": "AF", "soir": "EV", "nuit": "NI"},
    numbers={
        w: i
        for i, w in enumerate("un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze".split(), start=1)
    }
    | {"une": 1, "vingt": 20, "trente": 30},
    seasons={"printemps": "SP", "été": "SU", "automne": "FA", "hiver": "WI"},
    every=("chaque",),
    adverbs={"quotidiennement": "P1D"},
    vague=("plusieurs", "quelques"),
    future_cues=r"sera|seront|devrait|devraient|doit|doivent|va|vont|prévu|prévue|prévoit|jusqu'au|d'ici|prochain|prochaine",
    ago_first=True,
)

SPANISH = TimeWords(
    language="es",
    months=_months(
        "enero,ene.;febrero,feb.;marzo,mar.;abril,abr.;mayo;junio,jun.;julio,jul.;agosto,ago.;septiembre,setiembre,sept.;octubre,oct.;"
        "noviembre,nov.;diciembre,dic."
    ),
    weekdays=_days("lunes;martes;miércoles;jueves;viernes;sábado;domingo"),
    units={
        name: letter
        for letter, names in {
            "TM": "minuto minutos",
            "TH": "hora horas",
            "D": "día días",
            "W": "semana semanas",
            "WE": "fin+de+semana",
            "M": "mes meses",
            "Q": "trimestre trimestres",
            "Y": "año años",
            "E": "década décadas",
            "C": "siglo siglos",
        }.items()
        for name in (n.replace("+", " ") for n in names.split())
    },
    relative={"hoy": 0, "ayer": -1, "anteayer": -2, "mañana": 1},
    refs={"ahora": "PRESENT_REF", "actualmente": "PRESENT_REF", "recientemente": "PAST_REF", "pronto": "FUTURE_REF"},
    past=("pasado", "pasada", "último", "última", "últimos", "últimas"),
    this=("este", "esta"),
    next=("próximo", "próxima", "próximos", "próximas"),
    ago=("hace",),
    hence=("dentro de", "en"),
    earlier=("antes",),
    later=("después", "más tarde"),
    day_parts={"madrugada": "NI", "tarde": "AF", "noche": "NI"},
    numbers={
        w: i
        for i, w in enumerate("un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince".split(), start=1)
    }
    | {"una": 1, "veinte": 20, "treinta": 30},
    seasons={"primavera": "SP", "verano": "SU", "otoño": "FA", "invierno": "WI"},
    every=("cada",),
    vague=("varios", "varias", "algunos", "algunas", "unos", "unas"),
    future_cues=r"será|serán|hasta|prevé|previsto|prevista|próximo|próxima|va a|van a|deberá",
    ago_first=True,
)

TABLES: Mapping[str, TimeWords] = {words.language: words for words in (ENGLISH, GERMAN, FRENCH, SPANISH)}
