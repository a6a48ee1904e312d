"""The language of a text, and sentences that are spans of it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copytaster.text.language import choose, detect, primary
from copytaster.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said on Monday that talks would go on", "en"),
        ("Der Minister sagte am Montag, die Gespräche gingen weiter", "de"),
        ("Le ministre a déclaré lundi que les discussions continuaient", "fr"),
        ("O ministro disse na segunda-feira que as negociações continuam", "pt"),
        ("Министр заявил в понедельник, что переговоры продолжаются", "ru"),
        ("قال الوزير يوم الاثنين إن المحادثات ستستمر", "ar"),
        ("大臣は月曜日、協議を続けると述べた", "ja"),
        ("部长周一表示谈判将继续进行", "zh"),
        ("장관은 월요일 회담이 계속될 것이라고 말했다", "ko"),
        ("Ο υπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν", "el"),
        ("รัฐมนตรีกล่าวเมื่อวันจันทร์", "th"),
        ("GERMAN CHANCELLOR RESIGNS AFTER LOSING VOTE", "en"),
    ],
)
def test_the_language_of_a_headline_is_told(text: str, code: str) -> None:
    assert detect(text).code == code


@pytest.mark.parametrize("text", ["", "   ", "2-0", "A", "!!! ???", "12 345"])
def test_nothing_is_guessed_where_nothing_can_be_known(text: str) -> None:
    assert detect(text).code == ""
    assert choose(None, text) == (None, "")


def test_what_a_source_declares_stands_when_the_text_agrees_or_is_too_short_to_tell() -> None:
    assert choose("en-US", "Minister resigns after vote in parliament") == ("en", "")
    assert choose("nb-NO", "Regjeringen la fram budsjettet på mandag") == ("no", "")
    assert choose("de", "Hamburg: 2:0") == ("de", "")


def test_a_text_overrules_what_its_publishing_system_declares_by_default() -> None:
    language, note = choose("en-US", "Der Bundestag hat am Donnerstag über den Haushalt beraten und ihn beschlossen")
    assert language == "de"
    assert "declared as en-US" in note


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Here is where you can follow what our new system does about it if you like", "en"),
        ("De minister sprak in Den Haag of in Brussel over de begroting van volgend jaar", "nl"),
        ("Ministeren rejste til Aarhus for at tale om by og land og om hvad der skal ske", "da"),
        ("Saisonstart im Schweizerhaus: Run aufs Krügerl im Prater. I was in Wien", "de"),
        ("Il ministro è in Cina: i nativi a Pechino in coro", "it"),
    ],
)
def test_the_small_words_of_a_neighbour_are_not_taken_for_english(text: str, code: str) -> None:
    assert choose(None, text)[0] == code


def test_a_line_of_a_program_is_not_taken_for_english_by_its_keywords() -> None:
    assert choose(None, 'for where in (".", "a:entry"):') == (None, "")


@pytest.mark.parametrize(
    ("tag", "bare"), [("en-US", "en"), ("EN_gb", "en"), ("zh-Hans-CN", "zh"), ("iw", "he"), ("english please", ""), ("", "")]
)
def test_tags_are_brought_to_their_bare_language(tag: str, bare: str) -> None:
    assert primary(tag) == bare


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("He met Mr. Smith on Jan. 5. Then U.S. forces left.", "en", 2),
        ("Er kam am 3. Oktober. Danach ging er im 16. Jahrhundert verloren.", "de", 2),
        ("La lettre de M. Comey est longue. Vers 1900 avant J.-C. rien.", "fr", 2),
        ("W 1856 r. wybuchła wojna. Potem zapadł pokój.", "pl", 2),
        ("— Tak. — Nie chciałbym.", "pl", 2),
        ("部长说。谈判继续。", "zh", 2),
        ("「協議を続ける。」と述べた。次も。", "ja", 2),
        ("One paragraph\n\nAnother one", "en", 2),
    ],
)
def test_sentences_end_where_readers_say_they_do(text: str, language: str, count: int) -> None:
    assert len(sentences(text, language)) == count


@given(st.text(max_size=300), st.sampled_from(["en", "de", "zh", "ar", "xx", "", None]))
def test_a_sentence_is_the_very_span_that_it_names_and_nothing_is_lost(text: str, language: str | None) -> None:
    found = sentences(text, language)
    assert all(text[s.start : s.end] == s.text for s in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert "".join("".join(s.text for s in found).split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["A\x85.", "I\u2028. \u3000"])
def test_text_that_the_library_falls_over_is_parted_all_the_same(text: str) -> None:
    assert [text[s.start : s.end] for s in sentences(text, "de")] == [text.strip()]


@pytest.mark.parametrize(
    "text", ["Aaaa bbb (3) Cccc ddd", "60 m: 1) Visa, 2) Eetu", "Web • Tech • Audio", "Α; Β", "No sign at all", "One. Two"]
)
@pytest.mark.parametrize("language", ["en", "el", "hy", "fi"])
def test_a_paragraph_that_is_not_asked_for_is_one_the_library_would_not_part(text: str, language: str) -> None:
    from sentencex import segment

    assert [s.text for s in sentences(text, language)] == [part.strip() for part in segment(language, text)]


@pytest.mark.parametrize(
    "text", ["One. Two", "One.", "a) One b) Two", "No sign", "One\r Two", "One! Two?", "One\x1f. Two", "3) Four"]
)
def test_plain_letters_and_others_are_parted_alike(text: str) -> None:
    parted = [s.text for s in sentences(text, "en")]
    assert [s.text.replace("–", "-") for s in sentences("– " + text, "en")] == [s.text for s in sentences("- " + text, "en")]
    assert [s.text for s in sentences(f" \t{text}\n\n {text} ", "en")] == parted * 2


@pytest.mark.parametrize("sign", [chr(code) for code in range(128)])
def test_plain_text_is_parted_at_the_same_signs_as_text_with_accents(sign: str) -> None:
    plain = f"The harbour is closed{sign} The ferries wait outside."
    assert len(sentences(plain)) == len(sentences(plain.replace("harbour", "hárbour")))
