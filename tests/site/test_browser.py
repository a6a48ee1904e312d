"""The pages in a real Chromium: the walks that readers and editors take, with pointer and with keyboard only.

Skipped, loudly, where there is no Chromium: `make browser` installs Debian's, or CHROMIUM names another.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from copytaster.desk.desk import Desk
from copytaster.model import Source, SourceState
from copytaster.site.auth import token_of
from tests.conftest import START, Served, headlines

CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="SKIPPED LOUDLY: no Chromium; apt-get install chromium, or set CHROMIUM"),
]
# Without these, a Chromium in a closed network keeps trying to reach its maker.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made
        made.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not print an error to its console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    errors: list[str] = []
    made.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    context.close()
    assert errors == []


def test_from_the_front_page_to_a_story_its_situation_and_the_source_of_a_sentence(served_demo: Served, page: Page) -> None:
    page.goto(served_demo.base)
    stories = page.locator(".ranked > li")
    assert stories.count() >= 20
    for number in range(stories.count()):
        page.goto(served_demo.base)
        stories.nth(number).locator("h3 a").click()
        if page.locator(".storylink a").count():
            break
    expect(page.locator(".kicker")).to_have_text("Story")
    page.locator(".storylink a").first.click()
    expect(page.locator(".kicker")).to_have_text("Situation")
    cite = page.locator(".telling .cite").first
    cite.evaluate("mark => mark.scrollIntoView({ block: 'center' })")  # a note below the edge is scrolled to, and then left
    cite.hover()
    note = cite.locator("xpath=following-sibling::span")
    expect(note).to_be_visible()
    words = note.locator("q").inner_text()
    note.locator("a").first.click()
    page.wait_for_url("**/line/**")
    shown = " ".join(page.locator("main").inner_text().split())
    assert " ".join(words.split())[:80] in shown


def test_a_line_of_the_wire_unfolds_to_a_word_diff(served_demo: Served, page: Page) -> None:
    page.goto(f"{served_demo.base}/wire?source=seed-page&q=qatar")
    fold = page.locator("details.fold").first
    expect(fold.locator(".chain")).to_be_hidden()
    fold.locator("summary").first.click()
    expect(fold.locator("ins").first).to_have_text("US,")
    expect(fold.locator(".why").first).to_be_visible()
    expect(fold.locator(".kind").first).to_be_visible()


def test_search_finds_and_leads_to_the_line(served_demo: Served, page: Page) -> None:
    page.goto(served_demo.base)
    page.get_by_label("Search everything").fill("azerbaijan airlines")
    page.keyboard.press("Enter")
    hit = page.locator("main .line").first
    expect(hit.locator("mark").first).to_be_visible()
    hit.locator("h3 a").click()
    expect(page.locator("h1")).to_contain_text("Azerbaijan")


def test_the_ticker_brings_a_line_without_reloading(served: Served, page: Page) -> None:
    served.desk.receive([headlines("Gold tops record for the first time")])
    page.goto(f"{served.base}/wire")
    page.evaluate("window.stayed = true")
    served.desk.receive([headlines("Ferry sinks off Manila", minutes=5)])
    expect(page.locator("#ticker .line h3").first).to_have_text("Ferry sinks off Manila")
    expect(page.locator("#ticker .line")).to_have_count(2)
    served.desk.receive([headlines("Gold tops record for the first time as shares fall", minutes=9)])
    expect(page.locator("#ticker .line h3").first).to_have_text("Gold tops record for the first time as shares fall")
    expect(page.locator("#ticker .line")).to_have_count(2)
    served.desk.decide("spike", [2])
    expect(page.locator("#ticker .line")).to_have_count(1)
    assert page.evaluate("window.stayed") is True


def test_nothing_moves_under_the_eyes_of_somebody_who_reads(served: Served, page: Page) -> None:
    served.desk.receive([headlines("Gold tops record", "Gold tops record again")])
    page.goto(f"{served.base}/wire")
    page.locator("details.fold summary").first.click()
    served.desk.receive([headlines("Ferry sinks off Manila", minutes=5)])
    offer = page.locator(".waiting button")
    expect(offer).to_have_text("Show 1 new line")
    expect(page.locator("#ticker .line")).to_have_count(1)
    offer.click()
    expect(page.locator("#ticker .line h3").first).to_have_text("Ferry sinks off Manila")


def test_an_editor_enters_decides_and_takes_it_back(served: Served, page: Page) -> None:
    served.desk.receive([headlines("Volcano erupts near Reykjavik", "Chess champion loses final in Samarkand")])
    page.goto(f"{served.base}/desk")
    page.get_by_label("Token").fill(served.token)
    page.get_by_role("button", name="To the desk").click()
    page.goto(f"{served.base}/wire")
    row = page.locator("#line-2")
    row.locator(".controls summary").click()
    row.get_by_role("button", name="Spike").click()
    expect(page.locator("#line-2")).to_have_count(0)
    page.get_by_role("link", name="Decisions").click()
    page.get_by_role("button", name="Undo").first.click()
    page.goto(f"{served.base}/wire")
    expect(page.locator("#line-2")).to_have_count(1)
    page.get_by_role("button", name="Leave the desk").click()
    expect(page.locator(".controls")).to_have_count(0)


def test_everything_works_with_the_keyboard_alone(served_demo: Served, page: Page) -> None:
    page.goto(f"{served_demo.base}/wire?source=seed-page&q=qatar")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('details.fold') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("details.fold ins").first).to_be_visible()
    situation = max(served_demo.desk.store.situations(), key=lambda s: s.lines)
    page.goto(f"{served_demo.base}/situation/{situation.id}")
    page.locator(".telling .cite").first.focus()
    expect(page.locator(".telling .source-pop").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".telling .source-pop").first).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_the_screen_and_text_stands_out(
    served_demo: Served, browser: Browser, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    story = served_demo.values("/front.json")["stories"][0]["url"]
    situation = max(served_demo.desk.store.situations(), key=lambda s: s.lines)
    analysis = served_demo.values("/front.json")["analyses"][0]["url"]
    paths = ["/", "/wire", story, f"/situation/{situation.id}", analysis, "/situations", "/search?q=gaza", "/health", "/about"]
    for path in paths:
        page.goto(served_demo.base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(_CONTRAST) == [], path
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_why_a_wire_is_in_trouble_stands_on_a_narrow_screen(desk: Desk, served: Served, browser: Browser, scheme: str) -> None:
    why = "The Village (https://village.example/feed): the server answered with an error (HTTP 500)"
    desk.add_source(Source("village", "The Village", address="https://village.example/feed"))
    desk.keep_state(SourceState("village", status="broken", checked=START, failures=9, problem=why))
    context = browser.new_context(viewport={"width": 390, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_extra_http_headers({"Authorization": f"Bearer {token_of(desk.settings.data)[0]}"})
    page = context.new_page()
    page.goto(served.base + "/health")
    if shots := os.environ.get("COPYTASTER_SHOTS"):
        page.screenshot(path=f"{shots}/health-{scheme}.png")
    row = page.locator("tbody tr", has_text="The Village")
    box, cell = row.bounding_box(), row.locator("td").last.bounding_box()
    assert box is not None
    assert cell is not None
    assert cell["x"] + cell["width"] <= 390
    assert box["height"] < 220
    assert page.evaluate(_CONTRAST) == []
    context.close()


# Text and what lies behind it differ by 4.5 to 1 (WCAG 2.2, 1.4.3); checked on all text that is shown.
_CONTRAST = """() => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m.slice(0, 3), 1] : m; };
  const light = ([r, g, b]) => { const f = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
  const behind = (e) => {
    for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0.99) return c; }
    return [255, 255, 255, 1]; };
  const bad = new Set();
  for (const e of document.querySelectorAll("main *, header *, footer *")) {
    if (e.closest("svg") || !e.offsetParent || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    const style = getComputedStyle(e);
    if (style.clipPath !== "none" || Number(style.opacity) < 1) continue;
    const [a, b] = [light(parse(style.color)), light(behind(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) bad.add(`${e.tagName}.${e.className}: ${style.color}`);
  }
  return [...bad];
}"""


def test_pages_read_well_without_script(served_demo: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served_demo.base}/wire?source=seed-page&q=qatar")
    page.locator("details.fold summary").first.click()
    expect(page.locator("details.fold ins").first).to_be_visible()
    situation = max(served_demo.desk.store.situations(), key=lambda s: s.lines)
    page.goto(f"{served_demo.base}/situation/{situation.id}")
    page.locator(".telling .cite").first.click()
    assert "#source-" in page.url
    context.close()


def test_the_timeline_zooms_and_filters_chart_and_list_together(served_demo: Served, page: Page) -> None:
    situation = max(served_demo.desk.store.situations(text="Gaza war"), key=lambda s: s.lines)
    page.goto(f"{served_demo.base}/situation/{situation.id}")
    entries = page.locator(".events > li[data-start]")
    whole = entries.count()
    assert whole > 3
    shown = page.locator("[data-shown]")
    expect(shown).to_have_text(f"{whole} of {whole} events")
    page.locator("[data-zoom=in]").click()
    expect(shown).not_to_have_text(f"{whole} of {whole} events")
    within = page.locator(".events > li[data-start]:visible").count()
    assert within == page.locator("svg.timeline a.event:visible").count() < whole
    page.locator("[data-zoom=all]").click()
    expect(shown).to_have_text(f"{whole} of {whole} events")
    actor = page.locator("[data-actor-filter] option").nth(1).inner_text()
    page.locator("[data-actor-filter]").select_option(actor)
    wanted = [e for e in entries.all() if actor in (e.get_attribute("data-actors") or "").split("|")]
    assert page.locator(".events > li[data-start]:visible").count() == len(wanted) > 0
