"""Who acts on whom, drawn: actors in columns by their side, deeds as arrows, as SVG made on the server. The same stands beside it
as a list, so nothing is only in the picture.

It must not take text into SVG unescaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from copytaster.dossier.values import Actor, Relation, Side

_MOST_ACTORS = 14
_WIDTH, _ROW, _TOP = 720, 46, 44
_TONES = {-1: "against", 0: "says", 1: "with"}


def relations(deeds: Sequence[Relation], actors: Sequence[Actor], sides: Sequence[Side]) -> Markup:
    """The graph of some relations; empty where fewer than two actors act."""
    shown = _shown(deeds, actors)
    if len(shown) < 2:
        return Markup("")
    columns = _columns(shown, sides)
    at = {
        actor.key: (_x(place, len(columns)), _TOP + _ROW * row + _ROW / 2)
        for place, (_, members) in enumerate(columns)
        for row, actor in enumerate(members)
    }
    drawn = [d for d in deeds if d.actor in at and d.target in at]
    height = _TOP + _ROW * max(len(members) for _, members in columns) + 12
    heads = "".join(
        f'<text x="{_x(place, len(columns))}" y="18" class="lane middle">{escape(title)}</text>'
        for place, (title, _) in enumerate(columns)
    )
    edges = "".join(_edge(d, at, {a.key: a.name for a in shown}) for d in drawn)
    nodes = "".join(_node(a, *at[a.key]) for a in shown)
    said = f"{len(shown)} actors and {len(drawn)} kinds of deeds between them; the list below says the same"
    arrows = "".join(
        f'<marker id="arrow-{tone}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" class="head {tone}"/></marker>'
        for tone in _TONES.values()
    )
    return Markup(
        f'<svg class="chart graph" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{said}"><defs>{arrows}</defs>'
        f"{heads}{edges}{nodes}</svg>"
    )


def _shown(deeds: Sequence[Relation], actors: Sequence[Actor]) -> list[Actor]:
    """The actors that act or are acted on most."""
    weight: Counter[str] = Counter()
    for deed in deeds:
        weight[deed.actor] += deed.count
        weight[deed.target] += deed.count
    known = {a.key: a for a in actors}
    return [known[key] for key, _ in weight.most_common() if key in known][:_MOST_ACTORS]


def _columns(shown: Sequence[Actor], sides: Sequence[Side]) -> list[tuple[str, list[Actor]]]:
    """The sides at the edges, everybody else between them."""
    by_side: Mapping[str, list[Actor]] = {s.key: [a for a in shown if a.side == s.key] for s in sides}
    others = [a for a in shown if a.side not in by_side]
    found = [(s.name, by_side[s.key]) for s in sides if by_side[s.key]]
    middle = [("Others" if found else "Actors", others)] if others else []
    return [*found[:1], *middle, *found[1:]]


def _x(place: int, columns: int) -> float:
    return round(_WIDTH * (place + 0.5) / columns, 1)


def _node(actor: Actor, x: float, y: float) -> str:
    name = actor.name if len(actor.name) <= 26 else actor.name[:25] + "…"
    return (
        f'<g class="node"><title>{escape(actor.name)}</title><circle cx="{x}" cy="{y}" r="5" class="dot"/>'
        f'<text x="{x}" y="{y - 10}" class="middle name">{escape(name)}</text></g>'
    )


def _edge(deed: Relation, at: Mapping[str, tuple[float, float]], names: Mapping[str, str]) -> str:
    (x1, y1), (x2, y2) = at[deed.actor], at[deed.target]
    # Arrows bend to their left, so that there and back are two lines; within a column they bow out of it.
    dx, dy = x2 - x1, y2 - y1
    length = max((dx * dx + dy * dy) ** 0.5, 1.0)
    bow = 40 if abs(dx) < 1 else 22
    mx, my = (x1 + x2) / 2 - dy / length * bow, (y1 + y2) / 2 + dx / length * bow
    tone = _TONES[deed.tone]
    label = f"{names[deed.actor]} {deed.verb} {names[deed.target]}, told by {deed.count}"
    ends = [(x + (mx - x) * 9 / max(((mx - x) ** 2 + (my - y) ** 2) ** 0.5, 1)) for x, y in ((x1, y1), (x2, y2))]
    tops = [(y + (my - y) * 9 / max(((mx - x) ** 2 + (my - y) ** 2) ** 0.5, 1)) for x, y in ((x1, y1), (x2, y2))]
    width = min(1 + deed.count**0.5 / 2, 4)
    return (
        f'<path d="M{ends[0]:.1f} {tops[0]:.1f}Q{mx:.1f} {my:.1f} {ends[1]:.1f} {tops[1]:.1f}" class="deed {tone}"'
        f' stroke-width="{width:.1f}" marker-end="url(#arrow-{tone})"><title>{escape(label)}</title></path>'
    )
