"""Who says what in a text: the spans of source, cue and content that the trained model finds in English; other languages by rules.

What somebody said is always a span of the text. It must not decide whether a claim is true.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import numpy as np

from copytaster.dossier.attributionmodel import Cue, Floats, cues
from copytaster.dossier.attributiontokens import Span, Tokens, tokens
from copytaster.text import quotes
from copytaster.text.quotes import Attribution
from copytaster.text.sentences import Sentence, sentences

# A token is content above this probability.
_CONTENT = 0.5
_CREDIT = "According to "
# So many tokens between two runs of content are content too.
_BRIDGED = 2


def attributions(text: str, cut: Sequence[Sentence] | None = None, *, language: str = "en") -> list[Attribution]:
    """The attributions of a text in order. `cut` gives its sentences where they are known already.

    Where a sentence sets one voice against another ("While Russia says ..., Azerbaijan suspects ..."), each half is read by itself,
    and by the model only where rules hear nobody in it. A sentence that opens with "According to" is read by rule too: of twelve
    such sources in PolNeAR (dev) the model had three right.
    """
    known = list(sentences(text, language) if cut is None else cut)
    if language.split("-")[0] != "en":
        return quotes.attributions(text, known)
    halves = [quotes.clauses(text, sentence) for sentence in known]
    known = [Sentence(text[a:b], a, b) for spans in halves for a, b in spans]
    opposed = [len(spans) > 1 for spans in halves for _ in spans]
    read = tokens(text, known)
    halves_said = {i: said for i, s in enumerate(known) if opposed[i] and (said := quotes.of_clause(text, s.start, s.end))}
    credited = {i for i, sentence in enumerate(known) if sentence.text.startswith(_CREDIT)}
    heard = [cue for cue in cues(read) if not (_is_toll(cue, read) or (cue.sentence in credited and cue.places[0] < 2))]
    heard = [cue for cue in heard if cue.sentence not in halves_said]
    found = [(cue, content) for cue in heard if (content := _content(cue, read[cue.sentence]))]
    further = _further([cue.sentence for cue, _ in found], read, halves_said.keys())
    made = [
        _attribution(cue, content, read[cue.sentence], [(known[i].start, known[i].end) for i in further.get(place, ())])
        for place, (cue, content) in enumerate(found)
    ]
    made += halves_said.values()
    openings = [known[i] for i in sorted(credited - halves_said.keys())]
    made += [said for s in openings if (said := quotes.of_clause(text, s.start, s.end))]
    return sorted(made, key=lambda said: said.cue)


def _further(spoken: Sequence[int], read: Sequence[Tokens], halves: Collection[int]) -> dict[int, list[int]]:
    """For each attribution (by its sentence) the sentences around it that are all quotation and have no speaker of their own:
    they go on with what was said before, else begin what is said next. In PolNeAR (train) 98 % of their words are content.
    """
    result: dict[int, list[int]] = {}
    quoted = [i for i, sentence in enumerate(read) if sentence.is_quotation]
    free = set(quoted) - set(spoken) - set(halves)
    last, first = {s: i for i, s in enumerate(spoken)}, {s: i for i, s in reversed(list(enumerate(spoken)))}
    for i in sorted(free):
        before, after = i - 1, i + 1
        while before in free:
            before -= 1
        while after in free:
            after += 1
        owner = last.get(before, first.get(after))
        if owner is not None:
            result.setdefault(owner, []).append(i)
    return result


def _attribution(cue: Cue, content: list[tuple[int, int]], sentence: Tokens, further: list[Span]) -> Attribution:
    source = span_of(cue.source)
    inside = any(sentence.is_inside(place) for run in content for place in range(*run))
    return Attribution(
        _printed(sentence, source) if source else None,
        _printed(sentence, cue.places),
        tuple(sorted([*(_printed(sentence, run) for run in content), *further])),
        inside or bool(further),
        round(cue.sure, 3),
    )


def _is_toll(cue: Cue, read: Sequence[Tokens]) -> bool:
    """Whether it is a disaster that "claimed the lives" of people."""
    words = [w.lower() for w in read[cue.sentence].words[cue.places[1] - 1 : cue.places[1] + 2]]
    return words[0].startswith("claim") and not {"life", "lives"}.isdisjoint(words[1:])


def _printed(sentence: Tokens, run: tuple[int, int]) -> Span:
    return sentence.spans[run[0]][0], sentence.spans[run[1] - 1][1]


def _content(cue: Cue, sentence: Tokens) -> list[tuple[int, int]]:
    """Runs of content tokens, each with a word in it; what parts two runs by a word or two belongs to them."""
    places = np.flatnonzero(cue.content > _CONTENT).tolist()
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place - runs[-1][1] <= _BRIDGED and not runs[-1][1] <= cue.places[0] < place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return [run for run in runs if any(sentence.words[i][0].isalnum() for i in range(*run))]


def span_of(chances: Floats) -> tuple[int, int] | None:
    """The run of tokens with the greatest sum of log odds; None where no token is likely."""
    best, found = 0.0, None
    total, start = 0.0, 0
    for place, chance in enumerate(chances.tolist()):
        if total <= 0:
            total, start = 0.0, place
        total += math.log((chance + 1e-4) / (1 - chance + 1e-4))
        if total > best:
            best, found = total, (start, place + 1)
    return found
