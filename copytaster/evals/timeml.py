"""Documents with annotated time expressions: TimeML (TempEval-3) and CAT XML (MEANTIME). Text out, with gold spans and values."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from lxml import etree

from copytaster.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Gold:
    """A time expression of the corpus."""

    start: int
    end: int
    type: str
    value: str


def read(content: bytes) -> tuple[str, dt.date | None, list[Gold]]:
    """A document: its text, the day it was made, its time expressions. Raises `Unreadable` for other XML."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root is not None and root.find(".//token") is not None:
        return _cat(root)
    body = root.find(".//TEXT") if root is not None else None
    if body is None:
        raise Unreadable("no TEXT element")
    made = root.find(".//DCT//TIMEX3")
    day = re.match(r"\d{4}-\d\d-\d\d", made.get("value", "") if made is not None else "")
    pieces: list[str] = []
    gold: list[Gold] = []
    _walk(body, pieces, gold)
    return "".join(pieces), dt.date.fromisoformat(day.group()) if day else None, gold


def _walk(element: etree._Element, pieces: list[str], gold: list[Gold]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, gold)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        gold.append(Gold(start, sum(map(len, pieces)), element.get("type", ""), element.get("value", "")))


def _cat(root: etree._Element) -> tuple[str, dt.date | None, list[Gold]]:
    """Tokens put together again. Only the sentences up to the last with an expression are annotated; the rest is left out."""
    marks = [m for m in root.iter("TIMEX3") if m.find("token_anchor") is not None]
    made = next((m for m in root.iter("TIMEX3") if m.get("functionInDocument") == "CREATION_TIME"), None)
    sentence = {t.get("t_id", ""): int(t.get("sentence", "0")) for t in root.iter("token")}
    last = max((sentence[a.get("t_id", "")] for m in marks for a in m.iter("token_anchor")), default=0)
    text = ""
    spans: dict[str, tuple[int, int]] = {}
    before = 0
    for token in root.iter("token"):
        word, place = token.text or "", int(token.get("sentence", "0"))
        if place > last:
            break
        if place != before:
            text += "\n"
        elif text and not re.match(r"[,.;:!?%)\u2019']", word) and not text.endswith(("(", "$")):
            text += " "
        before = place
        spans[token.get("t_id", "")] = (len(text), len(text) + len(word))
        text += word
    gold = []
    for mark in marks:
        found = [spans[i] for a in mark.iter("token_anchor") if (i := a.get("t_id", "")) in spans]
        if found:
            start, end = min(f[0] for f in found), max(f[1] for f in found)
            gold.append(Gold(start, end, mark.get("type", ""), mark.get("value", "")))
    day = re.match(r"\d{4}-\d\d-\d\d", made.get("value", "") if made is not None else "")
    return text, dt.date.fromisoformat(day.group()) if day else None, gold
