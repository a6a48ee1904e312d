"""Mail that no person and no wire sent as copy: answers of absent people, reports on delivery, orders of list programs. It must not
refuse newsletters and alerts, which programs send as well (Auto-Submitted: auto-generated) and which are copy.
"""

from __future__ import annotations

import re

from copytaster.wire import signed
from copytaster.wire.mime import Part

_ABSENT = re.compile(
    r"(?:automatic reply|auto(?:matic)?[- ]?response|autoreply|out of (?:the )?office|abwesenheitsnotiz|abwesend"
    r"|automatische antwort"
    r"|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|fuori sede"
    r"|resposta automática|automatisch antwoord|afwezig(?:heid)?|autosvar|automatiskt svar|automatisk svar|automaattinen vastaus"
    r"|automatyczna odpowiedź|автоответ)\b",
    re.IGNORECASE,
)
_TELLING = frozenset("auto-submitted precedence x-list-administrivia x-auto-response-suppress x-autoreply".split())
_NO_COPY = "an automatic answer and no copy"


def refusal(message: Part) -> str:
    """Why a message is no copy; empty where it may be some."""
    if message.kind == "multipart/report":
        return "a report on another mail and no copy"
    if message.kind == "multipart/encrypted" or (message.kind in signed.KINDS and signed.content(message.bytes()) is None):
        return "an encrypted mail: it cannot be opened here"
    if _TELLING.isdisjoint(name.lower() for name in message.head):
        return ""
    sent = message.header("Auto-Submitted").lower()
    if sent.startswith("auto-replied") or message.header("Precedence").lower() == "auto_reply":
        return _NO_COPY
    if message.header("X-List-Administrivia").lower() == "yes":
        return "a list program speaks of the list: no copy"
    is_machine = sent.startswith("auto-") or bool(message.header("X-Auto-Response-Suppress")) or bool(message.header("X-Autoreply"))
    return _NO_COPY if is_machine and _ABSENT.match(message.header("Subject")) else ""
