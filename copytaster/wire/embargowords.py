"""The words that embargoes are printed with, as tables: weekdays, "tomorrow", small words, and the hours of languages and places.
No rule stands here (wire/embargo.py).
"""

from __future__ import annotations

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon montag lundi lunes lunedì lunedi segunda måndag mandag maandag maanantai maanantaina poniedziałek"
            " poniedziałku понедельник понедельника",
            "tuesday tue tues dienstag mardi martes martedì martedi terça tisdag tirsdag dinsdag tiistai tiistaina wtorek wtorku"
            " вторник вторника",
            "wednesday wed mittwoch mercredi miércoles miercoles mercoledì mercoledi quarta onsdag woensdag keskiviikko"
            " keskiviikkona środa środy среда среды",
            "thursday thu thur thurs donnerstag jeudi jueves giovedì giovedi quinta torsdag donderdag torstai torstaina czwartek"
            " czwartku четверг четверга",
            "friday fri freitag vendredi viernes venerdì venerdi sexta fredag vrijdag perjantai perjantaina piątek piątku пятница"
            " пятницы",
            "saturday sat samstag sonnabend samedi sábado sabado sabato lördag lørdag zaterdag lauantai lauantaina sobota soboty"
            " суббота субботы",
            "sunday sun sonntag dimanche domingo domenica söndag søndag zondag sunnuntai sunnuntaina niedziela niedzieli"
            " воскресенье воскресенья",
        )
    )
    for name in names.split()
}
# How many days ahead a word points. "Morgen", "mañana" are the morning too: a day later is never too early.
NEXT_DAYS = {
    word: days
    for days, words in (
        (0, "today tonight heute aujourd hoy oggi hoje idag vandaag dzisiaj dziś сегодня tänään"),
        (1, "tomorrow morgen demain mañana domani amanhã imorgon imorgen jutro завтра huomenna"),
        (2, "übermorgen overmorgen dopodomani послезавтра pojutrze"),
    )
    for word in words.split()
}
# Words beside a time of day that say that it is another day's: such an end is not read.
LATE = frozenset("next nächste nächsten nächster prochain prochaine próximo prossimo following after week days weeks".split())
FILLERS = frozenset(
    """until till til to at by from the is in effect of for on strictly strict under and or o clock hrs hr hours hour local time
    lifts ends expires
    only release released publication publishing published use broadcast embargo embargoed gmt utc h heures heure hora horas ore ora
    uhr bis um ab zum zur am an den der dem die das frei jusqu jusque à a au aux le la las los l les du de d hasta el até às as alle
    fino ad al kl klo klokken kello tot om vanaf do godz godziny до часов ч в во по hui m p hs del della dia día giorno""".split()
)
# Words after a time of day that name its half, and whether that is the later one.
HALVES = (
    ("de la ma[ñn]ana|du matin|in the morning|morgens|vormittags|del mattino|da manhã|утра|صباحاً?|صباحًا", False),
    (
        "de la tarde|de la noche|de l.après-midi|du soir|in the afternoon|in the evening|tonight|abends|nachmittags|di sera"
        "|da tarde|da noite|вечера|дня|مساءً?",
        True,
    ),
)
# Where no zone is printed, the westernmost of the places where a language is at home, in hours ahead of UTC in winter: an embargo
# may end late, never early. A language that is not here may be at home anywhere: it ends as late as in English.
WESTERNMOST = -8.0
HOME = {
    language: hours
    for hours, languages in (
        (-8.0, "en"),
        (-6.0, "es"),
        (-5.0, "fr"),
        (-3.0, "pt"),
        (0.0, "is ga gd cy ar"),
        (1.0, "de it pl sv nb nn no da nl cs sk hu sl hr sr bs mk sq ca lb"),
        (2.0, "fi et lv lt ro el bg uk he ru be"),
        (3.0, "tr"),
        (3.5, "fa"),
        (5.5, "hi"),
        (7.0, "vi th id"),
        (8.0, "zh"),
        (9.0, "ja ko"),
    )
    for language in languages.split()
}
PLACES = {
    place: hours
    for hours, places in (
        (-8.0, "pacific"),
        (-5.0, "eastern,washington,new york"),
        (-3.0, "brasília,brasilia"),
        (0.0, "uk,london,lisbon,lisboa,dublin,greenwich"),
        (1.0, "paris,berlin,brussels,bruxelles,brüssel,brussel,madrid,rome,roma,rom,vienna,wien,zurich,zürich,geneva,genève"
              ",amsterdam,oslo,stockholm,copenhagen,københavn,warsaw,warszawa,prague,praha"),
        (2.0, "helsinki,athens,kyiv"),
        (3.0, "moscow,московскому,москве"),
        (8.0, "beijing"),
        (9.0, "tokyo,seoul"),
    )
    for place in places.split(",")
}  # fmt: skip
# Words that only one of the languages has in such a note.
OF_LANGUAGE = {
    word: language
    for language, words in (
        ("de", "sperrfrist sperrvermerk gesperrt uhr bis frei ab freigabe streng unter nicht montag dienstag mittwoch donnerstag"
               " freitag samstag sonntag januar februar märz juni juli oktober dezember"),
        ("en", "until till embargoed strictly under not release published publication before"),
        ("fr", "jusqu sous heures heure avant décembre février août"),
        ("es", "hasta bajo antes las"),
        ("pt", "até às sob não"),
        ("it", "fino alle ore sotto prima della"),
        ("nl", "vrij vanaf tot maart mei uur"),
        ("nb", "frigis embargert"),
        ("da", "frigives"),
        ("sv", "fram måndag tisdag ej före får far faar inte"),
        ("fi", "julkaisuvapaa klo"),
        ("pl", "do godz godziny"),
        ("ru", "эмбарго до"),
    )
    for word in words.split()
}  # fmt: skip
# One of these stands in every order, or "not " with "before" and its like behind it: looking for them first takes 3 µs where the
# pattern takes 47 (300 characters without one).
HINTS = tuple(
    (
        "embarg|sperr|frei |freig|vrij|frigi|julkaisu|julkaista|эмбарго|for release|for use|for publication|for broadcast"
        "|hfr|of release|release date|release time"
        "|hold |ne pas|no publicar|no difundir|no utilizar|não |non pubb|nicht v|nicht z|nicht f"
        "|nicht senden|nicht drucken|nicht publ|не публ|nie publ|lichung |wendung "
        "|likation |lication n|interdi|niet |får |far ej|far inte|faar ej|faar inte"
        "|ikke |klausul|veřej|解禁|禁|不得|限时|エンバ|엠바고|시점|εμπ|ambargolu|אמברגו|النشر|ينشر قبل|للنشر"
    ).split("|")
)
PLAIN_HINTS = tuple(hint for hint in HINTS if hint.isascii())
