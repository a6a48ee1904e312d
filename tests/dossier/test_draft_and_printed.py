"""What the next edition would change and why; dossiers as files."""

from __future__ import annotations

import datetime as dt
import html.parser
import json

import pytest

from copytaster.desk.printing import FORMS, print_dossier
from copytaster.dossier.analysis import check_analysis
from copytaster.dossier.compose import compose
from copytaster.dossier.draft import Revision, revisions
from copytaster.dossier.printed import Imprint
from copytaster.dossier.standing import standing
from copytaster.dossier.values import Dossier
from copytaster.errors import Misconfigured
from copytaster.model import UTC, Version
from copytaster.wire import ninjs_check
from tests.dossier.copy import version
from tests.dossier.test_contests import CRASH

NAME = "Azerbaijan and Russia"
IMPRINT = Imprint("A desk", 2, dt.datetime(2025, 10, 9, 12, tzinfo=UTC), "https://desk.example/situation/7")


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return compose(NAME, CRASH)


def drafted(before: list[Version], after: list[Version], **killed: set[int]) -> tuple[Revision, ...]:
    return revisions(compose(NAME, before), compose(NAME, after, **killed), standing(after, **killed))


def test_the_same_copy_changes_nothing() -> None:
    assert drafted(CRASH, CRASH) == ()


def test_new_copy_adds_sentences_and_says_from_which_version() -> None:
    added = [r for r in drafted(CRASH[:3], CRASH) if r.kind == "added"]
    assert any("admitted" in r.after and r.why == "copy that came since: version 4 of 9 October 2025" for r in added)


def test_an_admission_overtakes_sentences_and_claims_of_the_edition() -> None:
    found = [r for r in drafted(CRASH[:3], CRASH) if r.kind == "overtaken"]
    assert any("bird strike" in r.before and "Putin" in r.why for r in found)
    assert {r.section for r in found} >= {"Claims"}


def test_a_killed_source_drops_its_sentences_and_says_so() -> None:
    found = [r for r in drafted(CRASH, CRASH, killed={1}) if r.kind == "dropped" and "Aktau" in r.before]
    assert [r.why for r in found] == ["its source, version 1, was killed"]


def test_a_reworded_source_is_one_change_with_both_wordings() -> None:
    old = version(1, "2025-05-01", "Eight people died when a bridge fell in Riga, Latvia. Estonia sent help to Latvia.", uri="a")
    new = version(2, "2025-05-02", "Nine people died when a bridge fell in Riga, Latvia. Estonia sent help to Latvia.", uri="a")
    before, after = compose("Latvia and Estonia", [old]), compose("Latvia and Estonia", [old, new])
    found = [r for r in revisions(before, after, standing([old, new])) if "Eight" in r.before]
    assert [(r.kind, r.after[:4]) for r in found] == [("reworded", "Nine")]
    assert found[0].why == "version 2 took the place of 1 and no longer says this"


def test_another_trigger_is_told() -> None:
    found = [r for r in drafted(CRASH[2:3], CRASH) if r.kind == "trigger"]
    assert [r.after for r in found] == ["2024-12-25"]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_holds_every_sentence_and_where_it_stands(dossier: Dossier, form: str) -> None:
    file = print_dossier(dossier, form, IMPRINT, uri="urn:x:1")
    text = text_of(file.body, form)
    squeezed = "".join(text.split())
    for section in dossier.sections:
        for sentence in section.sentences:
            assert "".join(sentence.text.split()) in squeezed
    assert "version 4" in text or '"version": 4' in text
    assert file.media_type == FORMS[form][1]


def text_of(body: bytes, form: str) -> str:
    if form == "pdf":
        return _pdf_text(body)
    text = body.decode("utf-8")
    if form in {"html", "ninjs"}:
        import html

        return html.unescape(json.loads(text)["bodies"][0]["value"] if form == "ninjs" else text)
    return text.replace("\\", "") if form == "markdown" else json.dumps(json.loads(text), ensure_ascii=False)


def _pdf_text(body: bytes) -> str:
    """What a PDF without compression of its text would show: each page's strings, glyphs mapped back by the font's own table."""
    import re
    import zlib
    from base64 import a85decode

    shown = []
    tables: dict[int, str] = {}
    streams = []
    for m in re.finditer(rb"stream\r?\n(.*?)endstream", body, re.DOTALL):
        raw = m.group(1).strip()
        try:
            data = zlib.decompress(a85decode(raw, adobe=False) if not raw.endswith(b"~>") else a85decode(b"<~" + raw, adobe=True))
        except (ValueError, zlib.error):
            continue
        streams.append(data)
    for data in streams:
        for low, high, target in re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]{2})> <([0-9A-F]+)>", data):
            for offset in range(int(high, 16) - int(low, 16) + 1):
                tables[int(low, 16) + offset] = chr(int(target, 16) + offset)
        for row in re.findall(rb"<00> <[0-9A-F]{2}>\s*\[?((?:\s*<[0-9A-F]{4}>)+)", data):
            tables.update({i: chr(int(code, 16)) for i, code in enumerate(re.findall(rb"<([0-9A-F]{4})>", row))})
    for data in streams:
        for piece in re.findall(rb"\(((?:\\.|[^\\()])*)\) Tj", data):
            plain = re.sub(rb"\\([0-7]{3}|.)", _unescaped, piece)
            shown.append("".join(tables.get(b, chr(b)) for b in plain))
    return " ".join(shown)


def _unescaped(m: object) -> bytes:
    code: bytes = m.group(1)  # type: ignore[attr-defined]
    return bytes([int(code, 8)]) if len(code) == 3 else {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(code, code)


def test_markdown_can_be_checked_again_and_has_its_sources(dossier: Dossier) -> None:
    text = print_dossier(dossier, "markdown", IMPRINT, uri="urn:x:1").body.decode()
    assert [f.code for f in check_analysis(text) if f.code in {"uncited", "no-sources", "unsourced-section"}] == []


def test_ninjs_is_valid_and_a_draft_is_withheld(dossier: Dossier) -> None:
    value = json.loads(print_dossier(dossier, "ninjs", IMPRINT, uri="urn:x:1").body)
    assert ninjs_check.check(value, "3.1") == ()
    assert (value["pubStatus"], value["version"]) == ("usable", "2")
    draft = json.loads(print_dossier(dossier, "ninjs", Imprint(), uri="urn:x:1").body)
    assert draft["pubStatus"] == "withheld"


class _Closed(html.parser.HTMLParser):
    """Counts what is opened and not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_closed_and_lets_no_markup_of_copy_in() -> None:
    copy = [version(1, "2025-05-01", "Latvia said <script>alert(1)</script> would cost Estonia & others 5 < 6 million.")]
    text = print_dossier(compose("Latvia & Estonia <b>", copy), "html", IMPRINT, uri="urn:x:1").body.decode()
    reader = _Closed()
    reader.feed(text)
    assert reader.open == []
    assert "<script" not in text
    assert "<b>" not in text


def test_a_form_that_is_not_there_is_named(dossier: Dossier) -> None:
    with pytest.raises(Misconfigured, match="docx"):
        print_dossier(dossier, "docx", IMPRINT, uri="urn:x:1")


def test_without_its_library_pdf_says_what_to_install(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "reportlab.platypus", None)
    with pytest.raises(Misconfigured, match=r"copytaster\[pdf\]"):
        print_dossier(dossier, "pdf", IMPRINT, uri="urn:x:1")


def test_letters_that_the_font_lacks_are_spelt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copytaster.desk.printing._FONTS", ())
    told = compose(
        "Latvia and Łódź", [version(1, "2025-05-01", "Latvia and Estonia met Đorđe Ćosić at the lake of Łódź on Thursday.")]
    )
    assert print_dossier(told, "pdf", IMPRINT, uri="urn:x:1").body.startswith(b"%PDF-")
