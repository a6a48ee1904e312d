"""Plain copy of agencies and press offices: what stands above and below its text, its day, and the notices that take copy back."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import sniff

RECEIVED = dt.datetime(2026, 11, 1, 12, tzinfo=UTC)
TEXT = "The harbour of Vik is closed. Ferries stay in port.\n\nThe harbour reopens on Monday, the port said.\n"


def one(text: str) -> Item:
    """The only item of a text."""
    (item,) = sniff.read(Delivery("drop", RECEIVED, text.encode())).items
    return item


@pytest.mark.parametrize(
    "notice",
    [
        'ANULACIÓN: Anulen por favor la noticia "Cierra el puerto de Vik"\n\nVik, 28 oct (EFE).- Contiene datos erróneos. EFE\n',
        'Rogamos anulen nuestra noticia titulada "Cierra el puerto de Vik", que contiene errores.\n\nLamentamos el error.\n',
        "Puerto de Vik\n\nPor favor, eliminen la noticia sobre el cierre del puerto, que es falsa. Lamentamos el error.\n",
        'Si prega di annullare il lancio "Chiuso il porto di Vik" delle 14.02.\n\nCi scusiamo.\n',
        'Solicitamos que anulem a notícia "Porto de Vik fechado", por conter erros.\n\nPedimos desculpa.\n',
        "Prière d'annuler notre dépêche sur le port de Vik, qui contient une erreur.\n\nToutes nos excuses.\n",
        "(Withdraws story on Vik harbour; it was a hoax. There will be no substitute story.)\n\nVIK, Oct 28 (Reuters)\n",
        'Oct 28 (Reuters) - The story "Vik harbour closes" is withdrawn. There will be no replacement.\n',
        "Gelieve het bericht over de haven van Vik niet te gebruiken. Het bevat fouten.\n",
        "Prosimy o anulowanie depeszy o porcie w Vik, zawiera błędy.\n",
        "Просьба аннулировать сообщение о закрытии порта. Приносим извинения.\n",
        "Eds: Kill the story slugged Vik-Harbour, moved Oct. 30. The port is open. A kill is mandatory.\n",
        'Achtung, Redaktionen!\n\nBitte verwenden Sie unsere Pressemitteilung "Hafen zu" von heute nicht. Sie ist falsch.\n',
        "Vik harbour\n\nThis story was sent in error. Please disregard.\n",
    ],
)
def test_a_notice_that_takes_copy_back_kills(notice: str) -> None:
    item = one(notice)
    assert item.pub_status is PubStatus.CANCELED
    assert "kill" in item.marks


def test_a_notice_names_the_copy_that_it_takes_back() -> None:
    item = one('Anulen por favor la noticia titulada "Cierra el puerto de Vik"\n\nVik, 28 oct (EFE).- Contiene errores.\n')
    assert [(one.rel, one.headline) for one in item.related] == [("kills", "Cierra el puerto de Vik")]


@pytest.mark.parametrize(
    "news",
    [
        "Harbour bill is withdrawn\n\nVIK, Oct 28 (Reuters) - The harbour bill is withdrawn. There is no replacement.\n",
        "El juez anula la venta del puerto\n\nVik, 28 oct (EFE).- El juez anuló la venta. Pedimos calma, dijo la alcaldesa.\n",
        "Vik annule la fête du port\n\nVik, 28 oct (AFP) - Nous annulons notre fête, a dit le maire. Merci à tous.\n",
        'ATENCIÓN: esta noticia anula y sustituye a la anterior\n\nVik, 28 oct (EFE).- El puerto está cerrado. "Pedimos calma".\n',
        "Si prega di annullare e sostituire la notizia con la seguente\n\nVik, 28 ott (ANSA) - Il porto è chiuso. Riapre.\n",
    ],
)
def test_news_of_a_withdrawal_kills_nothing(news: str) -> None:
    assert one(news).pub_status is PubStatus.USABLE


@pytest.mark.parametrize(
    "below",
    [
        "bur-abc/def/gh",
        "EFE abc/def",
        "1010234 abc/def",
        "XYZ-ABC/DEF\n30-OTT-26 10:22 NNNN",
        "(END)",
        "© dpa-infocom, dpa:261031-930-123456/1",
        "==Kyodo",
        "###",
        "# # #",
        "ABC // DEF\nLusa/Fim",
        "-- BERNAMA",
        "WAM/Example",
        "abc@example.org\n(END)",
        "To contact the reporter on this story:\nAnn Reporter in Vik at ann@example.org",
        "((ann.reporter@example.org; +44 20 555 0100))\n\nKeywords: VIK HARBOUR/",
        "###\n\nMedia contact: Ann Reporter, 555-0100",
        "(END) Dow Jones Newswires\n\nOctober 22, 2026 02:15 ET (06:15 GMT)",
    ],
)
def test_what_stands_below_the_text_goes_to_the_note(below: str) -> None:
    item = one(f"Harbour closed\n\nVIK, Oct 28 (Reuters) - {TEXT}\n{below}\n")
    assert item.body.endswith("the port said.")
    assert below.partition("\n")[0] in item.ed_note


def test_the_last_words_of_a_text_are_no_signs() -> None:
    item = one("Harbour closed\n\nThe harbour is closed. Ferries stay in port.\n\nOpen are\n\nVik/Harbour Street\n")
    assert item.body.endswith("Vik/Harbour Street")


def test_what_stands_above_the_text_is_no_part_of_it() -> None:
    item = one(f"UPDATE 1-Harbour closed\n(Adds comment, shares)\nBy Ann Reporter\nVIK, Oct 28 (Reuters) - {TEXT}")
    assert (item.headline, item.byline) == ("UPDATE 1-Harbour closed", "By Ann Reporter")
    assert item.body.startswith("VIK, Oct 28 (Reuters)")
    assert item.ed_note == "(Adds comment, shares)"


def test_keywords_and_an_address_above_a_release_are_no_headline() -> None:
    german = one("Verkehr/Unwetter/Vik\nFähren bleiben im Hafen\nVik (dpa) - Der Hafen ist zu. Das teilte die Stadt mit.\n")
    assert (german.headline, german.slugline) == ("Fähren bleiben im Hafen", "Verkehr/Unwetter/Vik")
    release = one(f"CONTACT:\nAnn Reporter\n(202) 555-0100\n\nVik Ferries buys a tug\n\nVIK--(BUSINESS WIRE)--{TEXT}")
    assert release.headline == "Vik Ferries buys a tug"
    assert "555-0100" in release.ed_note


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("Oslo (NTB): ", "Oslo (NTB)"),
        ("TOKYO, Oct. 28, Kyodo - ", "TOKYO, Oct. 28, Kyodo"),
        ("(ANSA) - SAVONA, 28 OTT - ", "(ANSA) - SAVONA, 28 OTT"),
        ("VIK, Oct 28 (Reuters) - ", "VIK, Oct 28 (Reuters)"),
    ],
)
def test_datelines_are_told_with_brackets_and_without(opening: str, dateline: str) -> None:
    assert one(f"Harbour closed\n\n{opening}{TEXT}").dateline == dateline


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("VIK, Oct 28 (Reuters) - ", dt.date(2026, 10, 28)),
        ("Lisboa, 28 out 2026 (Lusa) – ", dt.date(2026, 10, 28)),
        ("Lugo (España), 28 oct (EFE).- ", dt.date(2026, 10, 28)),
        ("Warszawa, 28.10.2026 (PAP) - ", dt.date(2026, 10, 28)),
        ("VIK, 3rd October, 2025 (WAM) -- ", dt.date(2025, 10, 3)),
        ("VIK, Dec 30 (Reuters) - ", dt.date(2025, 12, 30)),
        ("VIK, Nov 7 (Reuters) - ", None),
    ],
)
def test_a_dateline_tells_the_day_and_without_a_year_the_last_such_day(opening: str, day: dt.date | None) -> None:
    assert one(f"Harbour closed\n\n{opening}{TEXT}").day == day


def test_a_time_on_a_line_of_its_own_dates_the_text() -> None:
    above = one(f"Harbour closed\n2026-10-27 16:02:11.123 GMT\n\nBy Ann Reporter\n\n(Bloomberg) -- {TEXT}")
    assert above.version_created == dt.datetime(2026, 10, 27, 16, 2, 11, tzinfo=UTC)
    assert above.body.startswith("(Bloomberg) --")
    below = one(f"Harbour closed\n\n{TEXT}\n(END) Dow Jones Newswires\n\nOctober 22, 2026 02:15 ET (06:15 GMT)\n")
    assert below.version_created == dt.datetime(2026, 10, 22, 6, 15, tzinfo=UTC)
    assert below.origin == "Dow Jones"


def test_stories_on_pages_of_their_own_are_items_and_a_story_over_two_pages_is_one() -> None:
    story = f"VIK, Oct 28 (Reuters) - {TEXT}"
    for rule in ("\f", "\n-----------\n"):
        two = sniff.read(Delivery("drop", RECEIVED, f"Harbour closed\n\n{story}{rule}Tram stops\n\n{story}".encode())).items
        assert [item.headline for item in two] == ["Harbour closed", "Tram stops"]
    assert (
        len(
            sniff.read(
                Delivery("drop", RECEIVED, f"Harbour closed\n\n{story}\fThe tram stops, too. It did so before.\n".encode())
            ).items
        )
        == 1
    )


TABLE = """Vik Exchange - closing prices

Firm           Price    Day
Vik Ferries    82.14  +1.2%
Oda Bank      101.50  -0.4%
Lund Steel      4.30  +0.1%
"""
POINTS = (
    "BRIEF-Vik Ferries buys a tug\nOct 28 (Reuters) - Vik Ferries AS <VIK.OL>:\n* SAYS BUYS TUG FOR $2 MLN\n* TUG COMES IN MAY\n"
)
ALERT = "*VIK FERRIES BUYS TUG FOR $2 MLN\n\n(MORE TO FOLLOW) Dow Jones Newswires\n\nOctober 28, 2026 14:00 ET (18:00 GMT)\n"


@pytest.mark.parametrize("text", [TABLE, POINTS, ALERT])
def test_a_table_a_brief_in_points_and_an_alert_are_an_item_each(text: str) -> None:
    item = one(text)
    assert item.headline == text.partition("\n")[0]
    assert all(line.split()[0] in item.body or line in item.ed_note for line in text.splitlines()[2:] if line)


def test_a_list_pasted_out_of_a_table_is_no_table() -> None:
    lines = ("Hafen ist wieder offen für alle", "Fähren fahren", "Rat tagt")
    rows = "".join(f"2{day}.10.2026\t{line}\tdpa\n" for day, line in enumerate(lines))
    assert len(sniff.read(Delivery("drop", RECEIVED, f"Meldungen\n{rows}".encode())).items) >= 3
