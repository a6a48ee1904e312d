"""What the next edition of a dossier would change, and why: sentences added, dropped, reworded, moved, overtaken; the trigger.

Two dossiers in, revisions out. It must not decide whether the next edition is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copytaster.dossier.standing import Standing
from copytaster.dossier.values import Dossier, SectionKey, Sentence
from copytaster.model import Version
from copytaster.text.words import words

# A sentence that goes and one that comes in its section are one sentence reworded from this share of the longer one's
# words on.
_REWORDED = 0.5


@dataclass(frozen=True, slots=True)
class Revision:
    """One change from an edition to its draft: what kind, in which section, the words before and after, and why."""

    kind: str
    section: str
    before: str
    after: str
    why: str


def revisions(old: Dossier, new: Dossier, stands: Standing) -> tuple[Revision, ...]:
    """Everything that the draft changes, section by section, then the trigger and the claims."""
    return (*_sentences(old, new, stands), *_trigger(old, new), *_claims(old, new))


def _sentences(old: Dossier, new: Dossier, stands: Standing) -> Iterator[Revision]:
    was = {s.text: (section.title, s) for section in old.sections for s in section.sentences}
    now = {s.text: (section.title, s) for section in new.sections for s in section.sentences}
    gone = {text: one for text, one in was.items() if text not in now}
    come = {text: one for text, one in now.items() if text not in was}
    for text, (title, sentence) in now.items():
        if text in was and was[text][0] != title:
            why = _moved(old, new, sentence)
            yield Revision("moved", title, f"{was[text][0]}: {text}", text, why)
        elif text in was and sentence.overtaken and not was[text][1].overtaken:
            yield Revision("overtaken", title, text, text, sentence.overtaken)
    for text, (title, sentence) in gone.items():
        pair = next((t for t, (other, _) in come.items() if other == title and _is_reworded(text, t)), None)
        if pair is not None:
            yield Revision("reworded", title, text, pair, _why_gone(sentence, stands) or _why_come(come.pop(pair)[1], old))
        else:
            yield Revision("dropped", title, text, "", _why_gone(sentence, stands) or "gave way to what weighs more now")
    for text, (title, sentence) in come.items():
        yield Revision("added", title, "", text, _why_come(sentence, old))


def _is_reworded(before: str, after: str) -> bool:
    left, right = frozenset(words(before)), frozenset(words(after))
    return len(left & right) >= _REWORDED * max(len(left), len(right), 1)


def _why_gone(sentence: Sentence, stands: Standing) -> str:
    """Why a sentence cannot stand any more; nothing where it could."""
    for c in sentence.citations:
        if c.version in stands.dead:
            return f"its source, version {c.version}, was killed"
        head = stands.now(c.version)
        if head is None:
            return f"its source, version {c.version}, is no longer in the copy"
        if head.id != c.version and not _says(head, c.words):
            return f"version {head.id} took the place of {c.version} and no longer says this"
    return ""


def _says(version: Version, said: str) -> bool:
    item = version.item
    return any(said in text for text in (item.headline, item.summary, item.body))


def _why_come(sentence: Sentence, old: Dossier) -> str:
    fresh = [c for c in sentence.citations if c.version not in old.versions]
    if fresh:
        when = f" of {fresh[0].time.day} {fresh[0].time:%B %Y}" if fresh[0].time else ""
        return f"copy that came since: version {fresh[0].version}{when}"
    return "weighs more beside the copy that came since"


def _moved(old: Dossier, new: Dossier, sentence: Sentence) -> str:
    if old.trigger != new.trigger:
        return f"the trigger is {new.trigger or 'unknown'} now, and was {old.trigger or 'unknown'}"
    return "chosen for another section beside the copy that came since" if sentence.when else "its place was judged anew"


def _trigger(old: Dossier, new: Dossier) -> Iterator[Revision]:
    if old.trigger != new.trigger:
        before, after = (str(d.trigger) if d.trigger else "none" for d in (old, new))
        yield Revision("trigger", new.section(SectionKey.TRIGGER).title, before, after, "later copy comes back to another day")


def _claims(old: Dossier, new: Dossier) -> Sequence[Revision]:
    before = {c.key for c in old.claims if c.overtaken_by}
    return [
        Revision("overtaken", "Claims", f"{c.speaker}: {c.words}", "", c.why)
        for c in new.claims
        if c.overtaken_by and c.key not in before and any(o.key == c.key for o in old.claims)
    ]
