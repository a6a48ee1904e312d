"""The ticker: whatever is dropped, no line is lost and none comes twice."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator

from copytaster.model import Source, SourceState
from tests.conftest import Served, headlines, until

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def event(number: int) -> str:
    """A headline that shares no word with any other."""
    count = len(_SYLLABLES)
    words = [_SYLLABLES[i] + _SYLLABLES[number % count] + _SYLLABLES[number // count % count] + "x" for i in range(5)]
    return " ".join(words).capitalize()


class Stream:
    """A reader of the ticker that can be cut off and come back, as a browser does."""

    def __init__(self, served: Served, after: int) -> None:
        self._served = served
        self.last = str(after)
        self.frames: list[tuple[int, list[str]]] = []
        self.kinds: list[str] = []
        self._connection: http.client.HTTPConnection | None = None
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self._served.port, timeout=30)
        self._connection.request("GET", "/live", headers={"Last-Event-ID": self.last})
        answer = self._connection.getresponse()
        assert answer.status == 200
        assert answer.getheader("content-type", "").startswith("text/event-stream")
        self._thread = threading.Thread(target=self._read, args=(answer,), daemon=True)
        self._thread.start()

    def cut(self) -> None:
        assert self._connection is not None
        assert self._thread is not None
        if self._connection.sock:
            self._connection.sock.shutdown(2)
        self._thread.join(5)
        self._connection.close()

    def _read(self, answer: http.client.HTTPResponse) -> None:
        for fields in _events(answer):
            if "data" in fields:
                value = json.loads(fields["data"])
                self.last = fields["id"]
                self.kinds.append(fields["event"])
                self.frames.append((int(fields["id"]), [line["line"]["headline"] for line in value.get("lines", ())]))

    @property
    def headlines(self) -> list[str]:
        return [headline for _, lines in self.frames for headline in lines]


def _events(answer: http.client.HTTPResponse) -> Iterator[dict[str, str]]:
    fields: dict[str, str] = {}
    try:
        while line := answer.readline():
            text = line.decode().rstrip("\n")
            if not text:
                yield fields
                fields = {}
            elif ": " in text and not text.startswith(":"):
                name, value = text.split(": ", 1)
                fields[name] = value
    except (OSError, ValueError, http.client.HTTPException):
        return


def test_a_line_arrives_while_somebody_watches(served: Served) -> None:
    stream = Stream(served, served.desk.store.change_number())
    stream.open()
    served.desk.receive([headlines(event(1))])
    until(lambda: stream.headlines == [event(1)])
    stream.cut()


def test_dropped_connections_lose_no_line_and_repeat_none(served: Served) -> None:
    stream = Stream(served, served.desk.store.change_number())
    expected = []
    for number in range(12):
        stream.open()
        for part in range(3):
            line = event(number * 10 + part)
            expected.append(line)
            served.desk.receive([headlines(line, minutes=number * 10 + part)])
            if part == 0:
                until(lambda: bool(stream.frames), seconds=5)
        stream.cut()
        away = event(number * 10 + 9)
        expected.append(away)
        served.desk.receive([headlines(away, minutes=number * 10 + 9)])
    stream.open()
    until(lambda: len(set(stream.headlines)) == len(expected))
    stream.cut()
    assert sorted(stream.headlines) == sorted(expected)
    numbers = [number for number, _ in stream.frames]
    assert numbers == sorted(set(numbers))


def test_several_changes_come_as_one_frame(served: Served) -> None:
    stream = Stream(served, served.desk.store.change_number())
    for number in range(5):
        served.desk.receive([headlines(event(number), minutes=number)])
    stream.open()
    until(lambda: len(stream.headlines) == 5)
    stream.cut()
    assert len(stream.frames) == 1


def test_a_reader_far_behind_is_told_to_load_the_list_anew(served: Served) -> None:
    before = served.desk.store.change_number()
    served.desk.receive([headlines(*(event(n) for n in range(400)))])
    stream = Stream(served, before)
    stream.open()
    until(lambda: stream.kinds == ["reload"])
    assert stream.last == str(served.desk.store.change_number())
    served.desk.receive([headlines("Something quite new happens in Valletta", minutes=99)])
    until(lambda: stream.headlines == ["Something quite new happens in Valletta"])
    stream.cut()


def test_a_spiked_line_is_taken_away_from_those_who_watch(served: Served) -> None:
    served.desk.receive([headlines(event(1))])
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("GET", f"/live?after={served.desk.store.change_number()}")
    answer = connection.getresponse()
    served.desk.decide("spike", [1])
    fields = next(fields for fields in _events(answer) if "data" in fields)
    (line,) = json.loads(fields["data"])["lines"]
    assert (line["id"], line["gone"]) == (1, True)
    connection.close()


def test_what_changes_no_line_sends_no_frame(served: Served) -> None:
    served.desk.receive([headlines(event(1))])
    stream = Stream(served, served.desk.store.change_number())
    stream.open()
    served.desk.keep_state(SourceState("wire", status="ok"))
    served.desk.add_source(Source("other", "Another wire", kind="jsonl"))
    served.desk.receive([headlines(event(2), minutes=3)])
    until(lambda: stream.headlines == [event(2)])
    stream.cut()
    assert len(stream.frames) == 1


def test_a_line_that_was_folded_into_another_is_taken_away_from_those_who_watch(served: Served) -> None:
    served.desk.receive([headlines(event(1), event(2))])
    before = served.desk.store.change_number()
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("GET", f"/live?after={before}")
    answer = connection.getresponse()
    served.desk.decide("same", [1, 2])
    fields = next(fields for fields in _events(answer) if "data" in fields)
    frame = json.loads(fields["data"])
    assert ([line["id"] for line in frame["lines"]], frame["gone"]) == ([1], [2])
    connection.close()


def test_the_ticker_has_room_for_so_many_and_says_so(served: Served) -> None:
    object.__setattr__(served.desk.settings, "ticker_readers", 1)
    stream = Stream(served, 0)
    stream.open()
    until(lambda: served.ask("/live")[0] == 503)
    stream.cut()
