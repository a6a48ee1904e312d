"""What stands in the place of an article: a page that is gone, a door that is shut, a form to log in, a question about cookies;
and the notices and offers around an article's text. It must not take news about such things for them: a notice is called by nothing
else, has no day and is short.
"""

from __future__ import annotations

import re

_LONGEST = 2_000
_NOTICE = re.compile(
    r"(?:error\s+|http\s+)?(?:40[0-9]|410|50[0-9])"
    r"(?:\W+(?:error(?: page)?|(?:page )?not found|forbidden|gone|bad (?:request|gateway)|internal (?:server )?error"
    r"|service (?:temporarily )?unavailable|backend fetch failed|gateway time-?out|we can\W?t find.{0,40}))?"
    r"|(?:oops\W*|sorry\W*)*(?:the |that |this )?page"
    r" (?:can\W?t be|cannot be|could not be|was not|wasn\W?t|not|is not|isn\W?t) (?:found|available)"
    r"|(?:oops\W*)?(?:diese |die )?seite (?:wurde |konnte )?(?:leider )?nicht (?:gefunden|verfügbar|vorhanden)(?: werden)?"
    r"|page (?:introuvable|non trouvée|inexistante)|página no encontrada|pagina non trovata|página não encontrada"
    r"|pagina niet gevonden|страница не найдена|页面不存在|ページが見つかりません|페이지를 찾을 수 없습니다"
    r"|access denied|zugriff verweigert|accès refusé|just a moment|attention required|are you a (?:robot|human)"
    r"|pardon our interruption|verify(?:ing)? (?:that )?you are (?:a )?human|security check|service unavailable"
    r"|(?:please )?(?:sign|log) ?in(?: to (?:your|my) account)?|login|anmelden|anmeldung|einloggen|se connecter|connexion"
    r"|iniciar sesión|inloggen|accedi"
    r"|before you continue(?: to .{0,20})?|(?:ihre )?datenschutz-?einstellungen|(?:ihre )?(?:zustimmung|einwilligung)"
    r"|privacy settings|your privacy(?: choices| settings)?|we value your privacy|consent"
    r"|cookie[- ]?(?:consent|settings|notice|einstellungen|hinweis|richtlinie)|votre vie privée|sus opciones de privacidad",
    re.IGNORECASE,
)
# What parts the name of a page from that of its outlet, of so many words at the most.
_SIGN, _LONGEST_NAME = re.compile(r"\s+[|\-–—·•»:]\s+"), 4
_AROUND = " .…!?:-–—|"
_COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)
_ASKING = re.compile(
    r"stimmen sie|zustimm|akzeptier|einverstanden|verwende(?:n|t)|\baccept|\bagree|consent|by (?:using|continuing)"
    r"|we(?: and our partners)? use|uses cookies|utilis(?:ons|e) des|acceptez|utiliza(?:mos)?|acepta|utilizzia|acconsent"
    r"|maken gebruik|gebruikt",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"(?:to (?:read|continue reading)\b.{0,60}\b(?:subscribe|log in|sign)|subscribe (?:now|today|to (?:continue|read|unlock))"
    r"|already (?:have an account|a (?:subscriber|member))|log in (?:here )?to (?:continue|read)"
    r"|(?:jetzt|um) .{0,40}(?:abonnieren|weiterlesen|weiterzulesen)|sie haben bereits ein abo|pour lire la suite"
    r"|cet article est réservé|suscríbete para)",
    re.IGNORECASE,
)
_FIRST, _LAST, _LONGEST_NOTICE = 3, 5, 700
OFFERED = "an offer to subscribe stands in the text: it may be cut"
# What heads a list of other stories, or the box for comments, below a text; and how long an entry of such a list may be.
_OTHERS = re.compile(
    r"(?:read |see )?(?:more|related|recommended|also|next)(?: (?:must-reads?|stor(?:y|ies)|articles?|news|reading|coverage|topics?"
    r"|posts?|links?|(?:from|on|about|in|like) .{1,40})){0,2}|(?:must|most|also) read|read (?:more|also|next|this)|see also"
    r"|you (?:may|might) (?:also )?(?:like|be interested in)|don.t miss|comments?|leave a (?:comment|reply)|what to read next"
    r"|mehr zum thema|lesen sie (?:auch|mehr)|(?:das könnte sie )?auch interess(?:ieren|ant)|weitere (?:artikel|meldungen|themen)"
    r"|kommentare?|(?:à )?lire aussi|à lire également|sur le même sujet|commentaires?"
    r"|(?:también )?te puede interesar|le[ae] también"
    r"|más noticias|(?:noticias )?relacionad[oa]s?|comentar(?:ios)?|comentários?|leia (?:também|mais)|saiba mais|veja também"
    r"|leggi anche|potrebbe interessarti|lees ook|meer over dit onderwerp|les også|läs (?:också|även|mer)|lue myös"
    r"|(?:czytaj|zobacz|przeczytaj) (?:także|też|również)|čtěte (?:také|též)|читайте (?:также|також)"
    r"|(?:материалы|новости|ещё|еще) по теме|ilgili haberler|baca juga|(?:เรื่อง|ข่าว)ที่เกี่ยวข้อง"
    r"|اقرأ أيضا?ً?|(?:مواضيع|أخبار) ذات صلة|関連(?:記事|ニュース)|相关(?:阅读|新闻|报道)|延伸阅读|相關新聞|관련 ?기사",
    re.IGNORECASE,
)
_MOST_OTHERS, _LONGEST_OTHER, _TEXT_BEFORE = 25, 160, 300
_ENDS = ".!?…。！？؟।"
LEFT = "a list of other stories below the text was left out"


def is_one(headline: str, title: str, body: str) -> bool:
    """Whether a page without a day, called so in its headline or its title, is a notice in the place of an article."""
    if len(body) >= _LONGEST:
        return False
    parts = _SIGN.split(title)
    bare = parts[0] if len(parts) == 2 and len(parts[1].split()) <= _LONGEST_NAME else title
    return any(_NOTICE.fullmatch(name.strip(_AROUND)) for name in (headline, bare) if name)


def without(body: str, headline: str) -> str:
    """A text without the question about cookies on top of it, if it is about something else."""
    if "ookie" not in body[: _FIRST * _LONGEST_NOTICE] or _COOKIES.search(headline):
        return body
    parts = body.split("\n\n")
    for _ in range(min(_FIRST, len(parts) - 1)):
        if len(parts[0]) > _LONGEST_NOTICE or not (_COOKIES.search(parts[0]) and _ASKING.search(parts[0])):
            break
        parts.pop(0)
    return "\n\n".join(parts)


def without_offers(body: str) -> tuple[str, str]:
    """A text without the offers to subscribe below it, and a note where there were any."""
    parts = body.split("\n\n")
    first = max(1, len(parts) - _LAST)
    kept = [part for part in parts[first:] if len(part) > _LONGEST_NOTICE or not _OFFER.match(part)]
    return ("\n\n".join((*parts[:first], *kept)), OFFERED) if len(kept) < len(parts[first:]) else (body, "")


def without_others(body: str) -> tuple[str, str]:
    """A text without the list of other stories below it, and a note where there was one.

    It is one where nothing but entries stands between its heading and the end: a text that goes on keeps all that it holds.
    """
    parts = body.split("\n\n")
    place = len(parts)
    for part in parts[: -_MOST_OTHERS - 1 : -1]:
        place -= 1
        if len(part) <= _LONGEST_OTHER and _OTHERS.fullmatch(part.strip(_AROUND)):
            break
        if len(part) > 2 * _LONGEST_OTHER or not all(map(_is_entry, part.split("\n"))):
            return body, ""
    else:
        return body, ""
    before = "\n\n".join(parts[:place])
    return (before, LEFT) if place + 1 < len(parts) and len(before) >= _TEXT_BEFORE else (body, "")


def _is_entry(line: str) -> bool:
    return line.startswith("- ") or (len(line) <= _LONGEST_OTHER and line[-1:] not in _ENDS)
