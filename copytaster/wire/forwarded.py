"""Mail that was passed on inside the text of another, as mail programs do it: a line that says so, a few lines of the old header,
and the old text, quoted or not. It must not take an answer for it, nor copy that opens with fields of its own (plaincopy.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMES = {
    "from": "from von de da van från fra lähettäjä od от 发件人 寄件者 差出人 kimden".split(),
    "date": "date sent gesendet datum envoyé enviado enviada inviato data fecha verzonden skickat sendt lähetetty wysłano"
    " дата отправлено 发送时间 日期 送信日時 tarih gönderildi".split(),
    "to": "to an à para a aan till til vastaanottaja do кому 收件人 宛先 kime cc kopie kopia copia bcc".split(),
    "subject": "subject betreff objet asunto assunto oggetto onderwerp ämne emne aihe temat тема 主题 主旨 件名 konu".split(),
    "other": ["reply-to", "antwort an", "importance", "organization", "resent-from", "enviado el", "enviada em", "message-id"],
}
_FIELD_OF = {word: name for name, words in _NAMES.items() for word in words} | {"enviado el": "date", "enviada em": "date"}
_WORDS = "|".join(sorted(map(re.escape, _FIELD_OF), key=len, reverse=True))
_FIELD = re.compile(rf"[ \t]*\*?(?P<name>{_WORDS})[ \t]?[:：]\*?[ \t]*(?P<value>.*)$", re.IGNORECASE)
_PASSED_ON = (
    r"forwarded message|begin forwarded message|weitergeleitete nachricht|anfang der weitergeleiteten nachricht"
    r"|message transféré|début du message transféré|mensaje reenviado|inicio del mensaje reenviado|messaggio inoltrato"
    r"|inizio messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada|vidarebefordrat meddelande"
    r"|videresendt (?:melding|meddelelse)|пересылаемое сообщение|wiadomość przekazana|přeposlaná zpráva"
    r"|edelleenlähetetty viesti|iletilmiş mesaj|转发的?邮件"
)
_OLD = (
    r"original message|original appointment|ursprüngliche nachricht|originalnachricht|message d['’]origine|mensaje original"
    r"|messaggio originale|oorspronkelijk bericht|mensagem original|ursprungligt meddelande|original(?:melding|meddelelse)"
    r"|исходное сообщение"
)
_OPENS = re.compile(
    rf"^(?P<quoted>[> \t]{{0,6}})(?:-{{3,20}} ?(?P<passed>{_PASSED_ON})\b[^\n]{{0,20}}|(?P<apple>{_PASSED_ON})[ ]?:"
    rf"|-{{3,20}} ?(?P<old>{_OLD})[ ]?-{{3,20}}|\*?(?P<bare>{'|'.join(_NAMES['from'])})[ \t]?[:：][^\n]*)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_UNQUOTED = re.compile(r"^(?=[^> \t\r\n])", re.MULTILINE)
_QUOTE = re.compile(r"^> ?", re.MULTILINE)
_ADDRESS = re.compile(r"[^\s@<\[]@[\w.-]")
# A comment longer than this is copy of its own, with an old mail below it.
_LONGEST_COMMENT, _MOST_TRIES, _MOST_FIELDS, _HEAD = 1200, 20, 12, 20_000
# All that is said when nothing is: names of those who write it are left out.
_NOTHING = frozenset(
    """fyi for your info information one you this please see find below attached enclosed the attachment here it is hi hello
    dear all best regards kind thanks thank cheers fw fwd zur zum info kenntnis zk bitte anbei unten siehe gruß grüße viele
    liebe freundliche mit freundlichen grüßen vg lg mfg hallo danke pour voir ci dessous joint jointe bonjour cordialement
    merci para su tu información ver adjunto abajo saludos gracias ter kennisgeving zie bijlage onderstaand groet met
    vriendelijke till orientering se nedan""".split()
)
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Forward:
    """A mail in the text of another: its sender, date and subject as printed, its text, and what was written around it."""

    sender: str
    date: str
    subject: str
    text: str
    comment: str


def of(text: str, kind: str) -> Forward | None:
    """The mail that a text passes on; None where it passes on none. `kind` is "answer", "forward" or "", by the subject."""
    if kind == "answer":
        return None
    for _, opened in zip(range(_MOST_TRIES), _OPENS.finditer(text, 0, 2 * _LONGEST_COMMENT), strict=False):
        above = text[: opened.start()].strip()
        if len(above) > _LONGEST_COMMENT:
            return None
        is_quoted, has_mark = ">" in opened["quoted"], not opened["bare"]
        head = text[opened.start() : opened.start() + _HEAD]
        said, _ = _fields(_unquoted(head) if is_quoted else head, has_mark=has_mark)
        is_marked = bool(opened["passed"] or opened["apple"] or (opened["old"] and kind == "forward"))
        is_plain = kind == "forward" or (bool(above) and says_nothing(above))
        if _is_header(said, is_marked=is_marked, is_plain=is_plain):
            below = text[opened.start() :]
            end = _UNQUOTED.search(below) if is_quoted else None
            after = below[end.start() :].strip() if end else ""
            said, rest = _fields(_unquoted(below) if is_quoted else below, has_mark=has_mark)
            comment = "\n\n".join(filter(None, (above, after)))
            return Forward(said["from"], said.get("date", ""), said.get("subject", ""), rest.strip("\n"), comment)
    return None


def says_nothing(text: str, names: str = "") -> bool:
    """Whether what somebody wrote around another's mail is no more than "for your information", and their name."""
    own = {*re.findall(r"\w+", names.lower())}
    words = re.findall(r"\w+", text.lower())
    return len(words) <= _MOST_WORDS and all(word in _NOTHING or word in own for word in words)


def subjects(text: str) -> list[str]:
    """The subjects of old mails that stand in a text, quoted or not."""
    found = (_FIELD.match(line.lstrip("> \t")) for line in text.split("\n", 2000)[:2000] if ":" in line[:40] or "：" in line[:40])
    return [one["value"].strip()[:1000] for one in found if one and _FIELD_OF[one["name"].lower()] == "subject"]


def _is_header(said: dict[str, str], *, is_marked: bool, is_plain: bool) -> bool:
    """Whether some fields are the header of a mail that is passed on. Without a line that says so copy may only quote it, unless
    all else is plain.
    """
    if "from" not in said or not ("date" in said or "subject" in said):
        return False
    if is_marked:
        return True
    has_enough = len({"date", "subject", "to"} & said.keys()) >= 2
    return is_plain and has_enough and ("to" in said or bool(_ADDRESS.search(said["from"])))


def _fields(text: str, *, has_mark: bool) -> tuple[dict[str, str], str]:
    """The fields of the old header that a text opens with, and what stands below them. They may stand a line apart."""
    rest = text.partition("\n")[2] if has_mark else text
    said: dict[str, str] = {}
    last = ""
    for _ in range(2 * _MOST_FIELDS):
        line, _, below = rest.partition("\n")
        found = _FIELD.match(line[:1000])
        name = _FIELD_OF[found["name"].lower()] if found else ""
        if found and (name not in said or name in ("to", "other")):
            said.setdefault(name, found["value"].strip().rstrip("*"))
            last = name
        elif not line.strip() and _goes_on(below, said):
            pass
        elif not (last == "to" and line.strip() and (";" in line or _ADDRESS.search(line[:1000])) and len(line) < 1000):
            break
        rest = below
    return said, rest


def _goes_on(below: str, said: dict[str, str]) -> bool:
    """Whether the header goes on below an empty line."""
    found = _FIELD.match(below[:1000].partition("\n")[0])
    return not said or (found is not None and _FIELD_OF[found["name"].lower()] not in said)


def _unquoted(text: str) -> str:
    """A quoted text without its marks, up to the first line that is not quoted."""
    end = _UNQUOTED.search(text)
    return _QUOTE.sub("", text[: end.start()] if end else text)
