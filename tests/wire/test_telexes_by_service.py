"""IPTC 7901 as services differ: first lines without control characters, headings with words to editors, dates, signs, datelines."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import sniff
from copytaster.wire.reading import Reading

RECEIVED = dt.datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
BARE = """{first}

Verkehr/Hafen/
Hafen von Vik bleibt gesperrt =

Vik (dpa) - Der Hafen von Vik bleibt bis zum Ende des Sturms gesperrt.

041115 Mrz 26
"""


def read(text: str) -> Reading:
    return sniff.read(Delivery("wire", RECEIVED, text.encode()))


def telex(
    heading: str = "Hafen gesperrt", text: str = "Vik (dpa) - Der Hafen bleibt gesperrt.", end: str = "041115 Mrz 26"
) -> Item:
    (found,) = read(f"\x01bdt0123 4 vm 120 dpa 0456\nHafen/Vik/\n\x02{heading} =\n\n{text}\n\x03\n{end}\n\x04").items
    return found


@pytest.mark.parametrize(
    "first",
    [
        "nsb0012 4 vm 71  lni 0000",
        "rtd0901 4 wi 210 rtr 0901",
        "sid0444 4 sp 92 SID 0444",
        "bkn014 4 pl 171 vvvvb KNA 260304-89-00065",
        "fra0123 3 pol 0345 FRA /AFP-QP51 ",
        "BEL0145 4 POL 0110 BELGA",
        "ntb0214 4 inn 0098 NTB",
        "APA0257 5 II 0331 WI/CI                             Do, 22.Okt 2026",
        "OTS0123 5 WI 0250 PPP0001          Mo., 26.10.2026",
    ],
)
def test_a_first_line_without_control_characters_is_known_whatever_the_service(first: str) -> None:
    reading = read(BARE.format(first=first))
    (found,) = reading.items
    assert reading.format == "iptc7901"
    assert (found.headline, found.slugline) == ("Hafen von Vik bleibt gesperrt", "Verkehr/Hafen/")
    assert found.body == "Vik (dpa) - Der Hafen von Vik bleibt bis zum Ende des Sturms gesperrt."


@pytest.mark.parametrize(
    "text",
    [
        "abc1234 5 by 200\nFerry aground off Norway\nTug sent to the harbour\n",
        "AB1234 2 x 100\nCD1234 3 x 50\nEF1234 9 x 75\n",
        "abc123 4 new 200 boats leave the harbour of Vik for the races. They return on Sunday.\nFerry (old) sold\n",
        "Tug sent to the harbour\nabc123 4 pl 20 dpa 0001\nFerry aground off Norway =\n",
    ],
)
def test_lists_with_numbers_in_front_are_no_telex(text: str) -> None:
    assert read(text).format != "iptc7901"


@pytest.mark.parametrize("between", ["\n", "NNNN\n\n", "\x04\n", "\x03\x04", "\x0c", "\n\x0c\n"])
def test_messages_that_no_start_of_heading_parts_are_items_of_their_own(between: str) -> None:
    found = read(BARE.format(first="bdt0601 4 pl 25 dpa 1201") + between + BARE.format(first="bdt0602 1 vm 12 dpa 1202")).items
    assert [one.uri for one in found] == ["iptc7901:bdt0601:2026-03-04", "iptc7901:bdt0602:2026-03-04"]
    assert [one.urgency for one in found] == [4, 1]
    assert all(one.body.endswith("des Sturms gesperrt.") for one in found)


def test_a_message_that_lost_its_start_among_others_is_not_lost() -> None:
    whole = BARE.format(first="\x01bdt0601 4 pl 25 dpa 1201")
    found = read(BARE.format(first="bdt0600 4 pl 25 dpa 1200") + whole + BARE.format(first="bdt0602 4 pl 25 dpa 1202")).items
    assert [one.uri for one in found if one.uri] == [f"iptc7901:bdt060{number}:2026-03-04" for number in range(3)]


@pytest.mark.parametrize(
    "names", [("[SOH]", "[STX]", "[ETX]", "[EOT]"), ("<SOH>", "<STX>", "<ETX>", "<EOT>"), ("␁", "␂", "␃", "␄")]
)
def test_control_characters_may_be_printed_by_name_or_as_pictures(names: tuple[str, ...]) -> None:
    start, opens, closes, ends = names
    (found,) = read(
        f"{start}bkn021 3 ki 98 vvvva KNA\nKirche/Hafen\n{opens}Hafen gesegnet=\nVik (KNA) Der Hafen wurde gesegnet.\nkna/luc\n"
        f"{closes}041115 Mrz 26\n{ends}\n"
    ).items
    assert (found.headline, found.body) == ("Hafen gesegnet", "Vik (KNA) Der Hafen wurde gesegnet.")
    assert found.version_created == dt.datetime(2026, 3, 4, 11, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("(Berichtigung: In einer früheren Version hieß es,\nder Hafen sei offen.)\nHafen gesperrt", "correction"),
        ("Berichtigung (im zweiten Satz richtig: 14, nicht 40)\nHafen gesperrt", "correction"),
        ("Korrektur: im ersten Satz muss es Vik heißen\nHafen gesperrt", "correction"),
        ("(Achtung - Planungshinweis)\nHafen gesperrt", "advisory"),
        ("(2. Zusammenfassung - Neu: Zitat)\nHafen gesperrt", "wrap 2"),
        ("Hafen gesperrt\n(Neu: Behördenangaben, Zitat)", "update"),
    ],
)
def test_words_to_editors_around_a_headline_are_a_note_with_their_mark(heading: str, mark: str) -> None:
    found = telex(heading)
    assert found.headline == "Hafen gesperrt"
    assert mark in found.marks
    assert found.ed_note


def test_a_subtitle_is_the_summary_and_a_remark_on_pictures_a_note() -> None:
    found = telex("Hafen gesperrt\nUtl.: Sturm hält bis\nSonntag an\n(Foto Illustration)\nVon Ada Berg, dpa")
    assert (found.headline, found.summary, found.byline) == ("Hafen gesperrt", "Sturm hält bis Sonntag an", "Von Ada Berg, dpa")
    assert found.ed_note == "(Foto Illustration)"


def test_an_order_above_a_headline_is_no_part_of_it_and_holds_it() -> None:
    found = telex("Sperrfrist 5. März 10.00 Uhr - frei für Online ab 10.00 Uhr\nHafen gesperrt")
    assert found.headline == "Hafen gesperrt"
    assert found.embargoed_until == dt.datetime(2026, 3, 5, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("heading", ["(Wieder) Hafen zu", "Berichtigung: Hafen zu", "Embargo auf Fisch aus Vik\nverlängert"])
def test_a_headline_that_only_looks_like_words_to_editors_stays(heading: str) -> None:
    assert telex(heading).headline == heading.replace("\n", " ")


def test_a_page_that_shows_a_telex_is_no_telex() -> None:
    text = (
        "So sieht eine Meldung aus:\n\n[SOH]bkn021 3 ki 98 vvvva KNA\n[STX]Hafen gesegnet=\nVik (KNA) Der Hafen wurde gesegnet.\n"
    )
    assert read(text).format != "iptc7901"


def test_parts_of_a_story_are_takes() -> None:
    assert "take 2" in telex("Hafen gesperrt - Teil 2 von 3").marks
    assert not telex("Film über Hafen: Teil 2 von heute an im Kino").marks


@pytest.mark.parametrize(
    ("end", "when"),
    [
        ("AFP 031530 GMT MAR 26", dt.datetime(2026, 3, 3, 15, 30, tzinfo=UTC)),
        ("031530 MAR 26NNNN", dt.datetime(2026, 3, 3, 15, 30, tzinfo=UTC)),
        ("03 1530 MRT 2026", dt.datetime(2026, 3, 3, 15, 30, tzinfo=UTC)),
        ("221530 PAŹ 25", dt.datetime(2025, 10, 22, 15, 30, tzinfo=UTC)),
        ("281530 OTT 89", dt.datetime(1989, 10, 28, 15, 30, tzinfo=UTC)),
        ("031530 CET Mar 26", dt.datetime(2026, 3, 3, 14, 30, tzinfo=UTC)),
        ("03/03/15-30/26", dt.datetime(2026, 3, 3, 15, 30, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_behind_the_text_or_as_its_last_line(end: str, when: dt.datetime) -> None:
    assert telex(end=end).version_created == when
    found = telex(text=f"Vik (dpa) - Der Hafen bleibt gesperrt.\n\n{end}\n", end="")
    assert (found.version_created, found.body) == (when, "Vik (dpa) - Der Hafen bleibt gesperrt.")


@pytest.mark.parametrize(
    "signs",
    [
        "(Schluss) kre/ab\n\nAPA0257    2026-03-04/08:23\n\n041115 Mrz 26",
        "   ram-bur/tp/cbn \n\nAFP 041115 GMT MAR 26",
        "./.ABC/DEF",
        "abc/ def/",
        "EFE abc/def\n   (foto) (vídeo)",
        "SID ab cd",
        "Rückfragehinweis:\n   Hafen Vik\n   presse@vik.example",
    ],
)
def test_signs_below_a_text_are_no_part_of_it(signs: str) -> None:
    assert telex(text=f"Vik (dpa) - Der Hafen bleibt gesperrt.\n{signs}").body == "Vik (dpa) - Der Hafen bleibt gesperrt."


def test_signs_may_stand_behind_the_last_sentence() -> None:
    assert telex(text="Vik (dpa) - Der Hafen bleibt gesperrt./bek/he").body == "Vik (dpa) - Der Hafen bleibt gesperrt."


@pytest.mark.parametrize(
    "last",
    [
        "Gesperrt sind der Hafen\nund/oder",
        "Es gilt Tempo\nkm/h",
        "Der Sturm dauert an.\n- Ende offen",
        "Er kommt aus Vik.\nDIE LAGE",
    ],
)
def test_words_that_only_look_like_signs_stay(last: str) -> None:
    assert telex(text=f"Vik (dpa) - Der Hafen bleibt gesperrt.\n{last}").body.endswith(last.rpartition("\n")[2])


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("Oslo (NTB): Havnen er stengt.", "Oslo (NTB)"),
        ("Madrid, 20 oct (EFE).- El puerto sigue cerrado.", "Madrid, 20 oct (EFE)"),
        ("KUWAIT, Oct 28 (KUNA) -- The harbour is closed.", "KUWAIT, Oct 28 (KUNA)"),
        ("(ANSA) - SAVONA, 28 OTT - Il porto resta chiuso.", "(ANSA) - SAVONA, 28 OTT"),
        ("Milano, 28 ott. - (Adnkronos) - Il porto resta chiuso.", "Milano, 28 ott. - (Adnkronos)"),
        ("Der Hafen ist zu.\n\nVik (dpa/nor) - Er bleibt gesperrt.", "Vik (dpa/nor)"),
        ("Ein Mann (35) hat den Hafen gesperrt.", ""),
        ("Der Hafen Vik (Norwegen) bleibt gesperrt.", ""),
    ],
)
def test_datelines_are_read_as_services_write_them(text: str, dateline: str) -> None:
    assert telex(text=text).dateline == dateline


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Meldung zurückgezogen: Hafen gesperrt", "Vik (dpa) - Die Angaben haben sich als falsch herausgestellt."),
        ("STORNO - Hafen gesperrt", "Vik (dpa) - Es folgt eine neue Fassung."),
        ("(Achtung)\nBitte Meldung bdt0119 nicht verwenden", "Vik (dpa) - Grund ist ein Irrtum."),
        ("Achtung", "Die Meldung «Hafen von Vik gesperrt» (bdt0119) wird zurückgezogen. Bitte nicht verwenden."),
        ("Achtung Redaktionen", "Vik (dpa) - Die Meldung «Hafen von Vik gesperrt» ist ersatzlos zu streichen."),
        ("Achtung", "Vik (dpa) - Bitte verwenden Sie die Meldung «Hafen von Vik gesperrt» nicht. Sie ist falsch."),
        ("Achtung", "Die Meldung APA0112 ist irrtümlich gesendet worden. Bitte nicht verwenden!"),
    ],
)
def test_a_telex_that_takes_another_back_kills_it(heading: str, text: str) -> None:
    found = telex(heading, text)
    assert found.pub_status is PubStatus.CANCELED
    assert "kill" in found.marks


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("STORNO-Welle bei Reedereien", "Vik (dpa) - Der Hafen ist zu."),
        (
            "Ministerium zieht Meldung zurück",
            "Vik (dpa) - Die Meldung über die Sperre wurde am Mittwoch zurückgezogen, teilte es mit.",
        ),
        ("Fähren ersatzlos gestrichen", "Vik (dpa) - Drei Fähren werden ersatzlos gestrichen, wie aus einer Meldung hervorgeht."),
        ("Rückruf", "Vik (dpa) - In einem Bericht hieß es, das Mittel sei zurückgezogen. Verbraucher sollten es nicht verwenden."),
        ("Court: paper must withdraw article", "VIK (AP) - The paper must withdraw the story and was told to kill the report."),
        ("Drug recalled", "VIK (AP) - In an alert the agency said the drug was withdrawn. Please discard it, it said."),
        ("Bitte beachten", "Vik (dpa) - Bitte die Meldung «Hafen von Vik gesperrt» nicht verwenden vor 10 Uhr."),
    ],
)
def test_news_of_a_withdrawal_kills_nothing(heading: str, text: str) -> None:
    assert "kill" not in telex(heading, text).marks


def test_a_kill_names_what_it_takes_back_by_number_and_headline() -> None:
    found = telex("Meldung zurückgezogen: Hafen gesperrt", "Die Meldung bdt0119 ist zu streichen.")
    assert {(one.rel, one.uri or one.headline) for one in found.related} == {
        ("kills", "Hafen gesperrt"),
        ("kills", "iptc7901:bdt0119:2026-03-04"),
    }
