"""What mail programs, lists and lawyers put around a text: banners, footers, disclaimers, armour of signatures. It must not take
away what could be copy: a banner stands on top, a footer at the end, and each is told by words that only it has. What orders an
embargo stays wherever it stands.
"""

from __future__ import annotations

import re

from copytaster.wire import embargo

_BANNER = re.compile(
    r"\W*(?:caution|warning|external(?: e-?mail| sender)?|achtung|vorsicht|attention)?\W*(?:"
    r"this (?:e-?mail|message) (?:originated|originates|came|comes|was sent|is) from (?:outside|an? external)"
    r"|diese (?:e-?mail|nachricht) (?:stammt|kommt|wurde) (?:von )?(?:außerhalb|extern|einem externen)"
    r"|ce (?:courriel|message|mail) (?:provient|vient) de l['’]extérieur|you don['’]t often get e-?mail from)",
    re.IGNORECASE,
)
_BROWSER = re.compile(
    r"\W*(?:(?:view|read|open|see)\b"
    r"(?: (?:this|the|it|our|full|web|online|html|e-?mail|mail|message|newsletter|version|as|a|page"
    r"|release)){0,6},? in (?:your|a|the|my) (?:web ?)?browser\b|view in browser\b"
    r"|(?:trouble|problems?) (?:viewing|reading) this[\w -]{0,30}|view (?:it |this )?online\b(?: version)?"
    r"|[\w -]{0,40}\bim browser (?:ansehen|anzeigen|öffnen|lesen)|voir [\w ]{0,20}dans (?:le|votre) navigateur"
    r"|ver [\w ]{0,30}en (?:el|tu|su) navegador)[^\w\n]*(?:https?://\S*|(?:click )?here|hier|ici|aquí)?[^\w\n]*$",
    re.IGNORECASE,
)
_OF_BANNERS = re.compile(
    r"click|attach|link|sender|recogni|organi[sz]ation|unless|safe|caution|verify|anhänge|absender|pièces|expéditeur", re.IGNORECASE
)
_RULE = re.compile(r"[_=*-]{5,}$")
_FOOTER = re.compile(
    r"\W*(?:you (?:have )?(?:received|are receiving|got) this (?:message|e-?mail|newsletter) because\b"
    r"|to (?:unsubscribe|stop receiving (?:these|this|our|such|e-?mails?|messages?|newsletters?))\b"
    r"|if you (?:no longer (?:wish|want) to|would (?:like|prefer) (?:not )?to) (?:receive|unsubscribe)"
    r"|(?:click here to )?unsubscribe(?:\W*$|\W{0,3} (?:here|from|at any time|instantly|preferences|update|manage|view)\b"
    r"[^\n]{0,80}$"
    r"|\W{0,4}https?://\S*$)"
    r"|this e-?mail was sent to \S+@|get outlook for \w+"
    r"|sent from my (?:iphone|ipad|android|samsung|galaxy|mobile|phone|blackberry|huawei|pixel|windows|mail|verizon)[\w ]{0,20}$"
    r"|von meinem [\w ]{2,30} gesendet$|gesendet von [\w ]{0,10}(?:iphone|ipad|mail)\b[\w ]{0,20}$"
    r"|envoyé de mon [\w ]{2,30}$"
    r"|enviado desde mi [\w ]{2,30}$|inviato da(?:l mio)? iphone$|please consider the environment before printing"
    r"|wenn sie (?:diese|keine|künftig|unsere)[^\n]{0,80}"
    r"(?:nicht mehr erhalten|erhalten möchten|abbestellen|abmelden)"
    r"|sie erhalten diese (?:e-?mail|nachricht|meldung), (?:weil|da) |pour vous désabonner"
    r"|vous recevez ce (?:message|courriel|mail) "
    r"|recibe este (?:mensaje|correo) porque|para (?:darse de baja|cancelar (?:su|la) suscripción))",
    re.IGNORECASE,
)
_LISTS = re.compile(r"mailing list|listinfo|unsubscribe|lists?\.[a-z]", re.IGNORECASE)
_LIST_RULE = re.compile(r"^_{20,}[ \t]*$", re.MULTILINE)
_OF_THIS_MAIL = re.compile(
    r"\W*(?:disclaimer\W+|confidentiality notice\W+)?(?:this (?:e-?mail|message|communication|transmission)\b"
    r"|the (?:information|content)s? (?:contained )?(?:in|of) this (?:e-?mail|message)\b|diese (?:e-?mail|nachricht)\b"
    r"|ce (?:message|courriel)\b|este (?:mensaje|correo)\b|questo messaggio\b|dit bericht\b)",
    re.IGNORECASE,
)
_SECRET = re.compile(r"confiden[ct]i|privileged|vertraulich|confidentiel|riservat|vertrouwelijk", re.IGNORECASE)
_IN_ERROR = re.compile(
    r"in error|intended (?:solely |only )?for|addressee|irrtümlich|bestimmt für|destinataire|destinatari"
    r"|geadresseerde|ten onrechte",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_LAW, _LONGEST_LIST, _MOST = 400, 3000, 900, 12
_ARMOUR = "-----BEGIN PGP SIGNED MESSAGE-----"
_SEALED = re.compile(r"^-----BEGIN PGP SIGNATURE-----", re.MULTILINE)
_ESCAPED = re.compile(r"^- (?=-)", re.MULTILINE)


def cleared(text: str) -> str:
    """A text without what stands around it."""
    return _without_footers(_without_banners(_unsealed(text)))


def is_nothing_else(text: str) -> bool:
    """Whether a text is a banner, a footer or a disclaimer and nothing else."""
    return bool(text.strip()) and not cleared(text).strip()


def _unsealed(text: str) -> str:
    """A text without the armour of its signature (RFC 4880, 7)."""
    begin = text[:2000].find(_ARMOUR)
    if begin < 0 or text[:begin].strip():
        return text
    head, gap, rest = text[begin:].partition("\n\n")
    end = _SEALED.search(rest)
    if not gap or end is None or len(head) > _LONGEST:
        return text
    return _ESCAPED.sub("", rest[: end.start()])


def _without_banners(text: str) -> str:
    """A text without the banners on top of it, and the rule that parts them from it."""
    for number in range(_MOST):
        text = text.lstrip("\r\n")
        first, _, rest = text.partition("\n\n")
        line, _, below = text.partition("\n")
        if len(first) <= _LONGEST and _BANNER.match(first) and not embargo.is_embargoed(first):
            text = _below_banner(first) + rest
        elif (len(line) <= _LONGEST and _BROWSER.match(line) and not embargo.is_embargoed(line)) or (
            _RULE.match(line.strip()) and len(line) < _LONGEST and number
        ):
            text = below
        else:
            return text
    return text


def _below_banner(first: str) -> str:
    """The lines of a paragraph below a banner that speak of something else."""
    lines = first.split("\n")
    last = max(place for place, line in enumerate(lines) if place == 0 or _OF_BANNERS.search(line))
    return "".join(f"{line}\n" for line in lines[last + 1 :]) + "\n" if last + 1 < len(lines) else ""


def _without_footers(text: str) -> str:
    """A text without the footers and disclaimers that it ends with."""
    for _ in range(_MOST):
        text = text.rstrip()
        rules = _LIST_RULE.search(text, max(0, len(text) - _LONGEST_LIST))
        if rules and _LISTS.search(text, rules.end()) and not embargo.is_embargoed(text[rules.end() :]):
            text = text[: rules.start()]
            continue
        begin = text.rfind("\n\n") + 1
        last = text[begin:].strip()
        if not _is_footer(last):
            return text
        text = text[:begin]
    return text


def _is_footer(last: str) -> bool:
    """Whether the last paragraph of a text is a footer or a disclaimer."""
    if len(last) > _LONGEST_LAW or embargo.is_embargoed(last):
        return False
    if _OF_THIS_MAIL.match(last) and _SECRET.search(last) and _IN_ERROR.search(last):
        return True
    last = last.removeprefix("--").lstrip()
    return len(last) <= _LONGEST and _FOOTER.match(last) is not None
