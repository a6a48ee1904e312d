"""The controls of the desk: who holds the token decides, nobody else does, and no other site can make them."""

from __future__ import annotations

import re
import stat
from urllib.parse import urlencode

import pytest

from tests.conftest import Served, headlines

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def two(served: Served) -> Served:
    served.desk.receive([headlines("Volcano erupts near Reykjavik", "Chess champion loses final in Samarkand")])
    return served


def enter(served: Served) -> str:
    """Show the token as a browser does; the cookie it gets."""
    status, headers, _ = served.ask("/desk", method="POST", body=urlencode({"token": served.token}).encode(), headers=FORM)
    assert status == 303
    return headers["set-cookie"].split(";")[0]


def seal(served: Served, cookie: str) -> str:
    html = served.ask("/wire", headers={"Cookie": cookie})[2].decode()
    found = re.search(r'name="seal" value="([^"]+)"', html)
    assert found
    return found.group(1)


def test_the_token_is_made_once_and_only_its_owner_can_read_it(served: Served) -> None:
    file = served.desk.settings.data / "desk.token"
    assert file.read_text().strip() == served.token
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(served.token) >= 32


def test_readers_see_no_controls_and_the_token_stands_on_no_page(two: Served) -> None:
    for path in ("/", "/wire", "/desk", "/decisions", "/health", "/wire.json"):
        html = two.page(path)
        assert two.token not in html
        assert 'action="/decide"' not in html


def test_the_token_opens_the_desk_and_a_wrong_one_does_not(two: Served) -> None:
    cookie = enter(two)
    assert 'action="/decide"' in two.ask("/wire", headers={"Cookie": cookie})[2].decode()
    status, headers, _ = two.ask("/desk", method="POST", body=b"token=guess", headers=FORM)
    assert (status, headers["location"]) == (303, "/desk?wrong=1")
    assert "set-cookie" not in headers


def test_the_cookie_is_kept_from_scripts_and_other_sites(served: Served) -> None:
    _, headers, _ = served.ask("/desk", method="POST", body=urlencode({"token": served.token}).encode(), headers=FORM)
    assert "httponly" in headers["set-cookie"].lower()
    assert "samesite=strict" in headers["set-cookie"].lower()


def test_pages_for_the_desk_are_not_kept_by_caches(two: Served) -> None:
    _, headers, _ = two.ask("/wire", headers={"Cookie": enter(two)})
    assert headers["cache-control"] == "private, no-store"


def test_a_form_decides_and_goes_back_to_its_page(two: Served) -> None:
    cookie = enter(two)
    body = urlencode({"seal": seal(two, cookie), "kind": "merge", "level": "story", "on": [1, 2]}, doseq=True).encode()
    headers = {**FORM, "Cookie": cookie, "Referer": f"{two.base}/wire?q=volcano"}
    status, answer, _ = two.ask("/decide", method="POST", body=body, headers=headers)
    assert (status, answer["location"]) == (303, "/wire?q=volcano")
    assert two.desk.store.story_of(2) == 1
    html = two.ask("/decisions", headers={"Cookie": cookie})[2].decode()
    assert "merge" in html
    undo = urlencode({"seal": seal(two, cookie), "kind": "undo", "undoes": 1}).encode()
    assert two.ask("/decide", method="POST", body=undo, headers=headers)[0] == 303
    assert two.desk.store.story_of(2) == 2


@pytest.mark.parametrize("given", ["", "wrong"])
def test_a_form_without_the_desks_seal_decides_nothing(two: Served, given: str) -> None:
    cookie = enter(two)
    body = urlencode({"seal": given, "kind": "spike", "on": 1}).encode()
    assert two.ask("/decide", method="POST", body=body, headers={**FORM, "Cookie": cookie})[0] == 403
    assert two.desk.store.decisions() == []


def test_nobody_decides_without_the_token(two: Served) -> None:
    for path, value in (
        ("/decide", {"kind": "spike", "on": [1]}),
        ("/publish", {"what": "analysis", "id": 1}),
        ("/add", {"what": "https://example.org/"}),
        ("/fetch", {}),
    ):
        assert two.order(path, value, token="guess")[0] == 403, path
    body = urlencode({"kind": "spike", "on": 1}).encode()
    assert two.ask("/decide", method="POST", body=body, headers=FORM)[0] == 403
    forged = {**FORM, "Cookie": "copytaster_desk=abc.def"}
    assert two.ask("/decide", method="POST", body=body, headers=forged)[0] == 403
    assert two.desk.store.decisions() == []


def test_a_program_decides_with_the_token(two: Served) -> None:
    status, value = two.order("/decide", {"kind": "pin", "on": [2], "by": "ann", "note": "lead"})
    assert status == 200
    assert "pinned" in value["said"]
    (made,) = two.desk.store.decisions()
    assert (made.by, made.note) == ("ann", "lead")
    assert two.order("/decide", {"kind": "undo", "undoes": made.id})[0] == 200


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ({"kind": "bless", "on": [1]}, 409),
        ({"kind": "pin", "on": [77]}, 404),
        ({"kind": "pin", "on": ["1; DROP TABLE line"]}, 409),
        ({"kind": "pin", "on": 1}, 409),
        ({"kind": "pin", "on": [1], "level": "galaxy"}, 409),
        ({"kind": "undo", "undoes": "x"}, 409),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_in_words(two: Served, value: dict[str, object], status: int) -> None:
    got, answer = two.order("/decide", value)
    assert got == status
    assert answer["error"]


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("/decide", b"[" * 20_000, "application/json"),
        ("/quarantine/again", b'{"delivery":1e400}', "application/json"),
        ("/add?what=x&settings=[", b"title,text\n", "application/octet-stream"),
    ],
)
def test_an_order_that_no_program_would_write_is_refused_in_words(two: Served, path: str, body: bytes, kind: str) -> None:
    headers = {"Authorization": f"Bearer {two.token}", "Content-Type": kind}
    status, _, answer = two.ask(path, method="POST", body=body, headers=headers)
    assert status == 409
    assert b"is not JSON" in answer or b"makes no sense" in answer


def test_a_form_that_is_too_large_is_refused(two: Served) -> None:
    cookie = enter(two)
    body = b"kind=spike&on=1&note=" + b"x" * 200_000
    assert two.ask("/decide", method="POST", body=body, headers={**FORM, "Cookie": cookie})[0] == 403


def test_leaving_takes_the_cookie_back(two: Served) -> None:
    cookie = enter(two)
    body = urlencode({"seal": seal(two, cookie)}).encode()
    status, headers, _ = two.ask("/desk/leave", method="POST", body=body, headers={**FORM, "Cookie": cookie})
    assert status == 303
    assert 'copytaster_desk=""' in headers["set-cookie"]


@pytest.mark.parametrize("path", ["/line/1", "/story/1"])
def test_a_line_alone_in_its_story_cannot_be_split_off(two: Served, path: str) -> None:
    cookie = enter(two)

    def offers() -> bool:
        status, _, html = two.ask(path, headers={"Cookie": cookie})
        assert status == 200
        return b'value="split"' in html

    assert not offers()
    body = urlencode({"seal": seal(two, cookie), "kind": "merge", "level": "story", "on": [1, 2]}, doseq=True).encode()
    two.ask("/decide", method="POST", body=body, headers={**FORM, "Cookie": cookie})
    assert offers()
