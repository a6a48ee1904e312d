"""Charts as SVG made on the server, drawn with classes (colours come from the style sheet, in light and dark). Each stands beside
the same facts as text, so nothing is only in a picture.

It must not take text into SVG unescaped.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from copytaster.model import Line

_SPARK_DAYS = 14


def spark(lines: Sequence[Line], *, until: dt.datetime) -> Markup:
    """Lines a day over the last fourteen days as small bars; empty where all of it is one day."""
    last = until.date()
    per_day = Counter(min(line.time.date(), last) for line in lines)
    days = [last - dt.timedelta(days=back) for back in range(_SPARK_DAYS - 1, -1, -1)]
    counts = [per_day.get(day, 0) for day in days]
    if sum(1 for count in counts if count) < 2:
        return Markup("")
    highest = max(counts)
    width = _SPARK_DAYS * 5
    bars = "".join(
        f'<rect x="{i * 5}" y="{18 - round(16 * count / highest)}" width="4" height="{round(16 * count / highest)}" class="bar"/>'
        for i, count in enumerate(counts)
        if count
    )
    said = f"{_lines(sum(counts))} in {_SPARK_DAYS} days, most ({highest}) on {days[counts.index(highest)]:%-d %B}"
    return Markup(
        f'<svg class="spark" viewBox="0 0 {width} 18" width="{width}" height="18" role="img" aria-label="{said}">'
        f'<path d="M0 17.5H{width}" class="axis"/>{bars}</svg>'
    )


_WIDTH, _ROW, _LEFT, _TOP = 720, 22, 8, 26
_MOST_ROWS = 40


def development(lines: Sequence[Line], names: Mapping[str, str]) -> Markup:
    """How a story came in: a row a line, oldest on top, from its first version to its last."""
    rows = sorted(lines, key=lambda line: (line.first_time, line.id))[:_MOST_ROWS]
    if len(rows) < 2:
        return Markup("")
    first, last = min(r.first_time for r in rows), max(r.time for r in rows)
    span = max((last - first).total_seconds(), 1.0)
    height = _TOP + _ROW * len(rows) + 6

    def x(when: dt.datetime) -> float:
        return round(_LEFT + (_WIDTH - 2 * _LEFT) * (when - first).total_seconds() / span, 1)

    parts = [_axis(first, last, x, height)]
    for i, line in enumerate(rows):
        y = _TOP + _ROW * i + _ROW / 2
        start, end = x(line.first_time), x(line.time)
        label = (
            f"{line.headline} ({names.get(line.source, line.source)}, {line.versions} version{'s' if line.versions > 1 else ''})"
        )
        parts.append(
            f'<a href="#line-{line.id}" aria-label="{escape(label)}"><title>{escape(label)}</title>'
            f'<path d="M{start} {y}H{max(end, start + 0.1)}" class="run"/>'
            f'<circle cx="{start}" cy="{y}" r="4.5" class="dot"/>'
            + (f'<circle cx="{end}" cy="{y}" r="4.5" class="dot late"/>' if line.versions > 1 else "")
            + "</a>"
        )
    said = f"{_lines(len(rows))} from {first:%-d %B %Y, %H:%M} to {last:%-d %B %Y, %H:%M}"
    return Markup(
        f'<svg class="chart development" viewBox="0 0 {_WIDTH} {height}" role="group" aria-label="{said}">{"".join(parts)}</svg>'
    )


def _axis(first: dt.datetime, last: dt.datetime, x: Any, height: int) -> str:
    """Ticks that people read easily: hours, days, months or years, about six of them."""
    marks = ticks(first, last)
    return "".join(
        f'<path d="M{x(when)} {_TOP - 6}V{height}" class="grid"/><text x="{_inside(x(when))}" y="14" class="tick">{label}</text>'
        for when, label in marks
    )


def _inside(x: float) -> float:
    return min(max(x, 40.0), _WIDTH - 44.0)


_STEPS: tuple[tuple[float, str], ...] = (
    (3600.0, "%H:%M"),
    (3 * 3600.0, "%H:%M"),
    (6 * 3600.0, "%-d %b %H:%M"),
    (86400.0, "%-d %b"),
    (2 * 86400.0, "%-d %b"),
    (7 * 86400.0, "%-d %b"),
    (14 * 86400.0, "%-d %b"),
    (30.44 * 86400.0, "%b %Y"),
    (91.3 * 86400.0, "%b %Y"),
    (182.6 * 86400.0, "%b %Y"),
    (365.25 * 86400.0, "%Y"),
    (5 * 365.25 * 86400.0, "%Y"),
    (10 * 365.25 * 86400.0, "%Y"),
)
_MOST_TICKS = 7


def ticks(first: dt.datetime, last: dt.datetime) -> list[tuple[dt.datetime, str]]:
    """Instants between two others at a round step, with labels; never more than seven."""
    span = max((last - first).total_seconds(), 1.0)
    step, form = next(((s, f) for s, f in _STEPS if span / s <= _MOST_TICKS), _STEPS[-1])
    marks: list[tuple[dt.datetime, str]] = []
    when = _round_up(first, step)
    while when <= last and len(marks) <= _MOST_TICKS:
        marks.append((when, f"{when:{form}}"))
        when = _next(when, step)
    return marks


def _round_up(when: dt.datetime, step: float) -> dt.datetime:
    if step >= 300 * 86400:
        return when.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0, year=when.year + 1)
    if step >= 30 * 86400:
        return _next_month(when, 1)
    day = when.replace(hour=0, minute=0, second=0, microsecond=0)
    steps = -(-(when - day).total_seconds() // step) if step < 86400 else 1
    return day + dt.timedelta(seconds=step * steps) if step < 86400 else day + dt.timedelta(days=1)


def _next(when: dt.datetime, step: float) -> dt.datetime:
    if step >= 300 * 86400:
        return when.replace(year=when.year + max(1, round(step / (365.25 * 86400))))
    if step >= 30 * 86400:
        return _next_month(when, max(1, round(step / (30.44 * 86400))))
    return when + dt.timedelta(seconds=step)


def _next_month(when: dt.datetime, months: int) -> dt.datetime:
    number = when.year * 12 + when.month - 1 + months
    return when.replace(year=number // 12, month=number % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)


# A bar is no wider than this, and a chart shows no fewer days: two days of news are two bars, not two walls.
_WIDEST_BAR, _FEWEST_DAYS = 28, 14


def coverage(times: Sequence[dt.datetime], *, days: Sequence[dt.date] = ()) -> Markup:
    """How much was told when: lines by day, week, month or year, whichever gives a readable number of bars. `days` are others that
    the chart must hold, so that it spans what is told beside it."""
    if len(times) < 2:
        return Markup("")
    edges = [t.date() for t in times] + list(days)
    first = dt.datetime.combine(min(edges), dt.time(), dt.UTC)
    last = dt.datetime.combine(max(edges), dt.time(), dt.UTC) + dt.timedelta(days=1)
    first = min(first, last - dt.timedelta(days=_FEWEST_DAYS))
    span = (last - first).total_seconds()
    bins = 48 if span > 48 * 86400 else int(span // 86400)
    counts = Counter(min(bins - 1, int((t - first).total_seconds() / span * bins)) for t in times)
    highest = max(counts.values())
    width = (_WIDTH - 2 * _LEFT) / bins
    base, height = 96, 120

    def x(when: dt.datetime) -> float:
        return round(_LEFT + (_WIDTH - 2 * _LEFT) * (when - first).total_seconds() / span, 1)

    bars = "".join(
        f'<rect x="{_LEFT + i * width:.1f}" y="{base - 80 * count / highest:.1f}"'
        f' width="{min(max(width - 1, 1), _WIDEST_BAR):.1f}"'
        f' height="{80 * count / highest:.1f}" class="bar"><title>{_lines(count)}</title></rect>'
        for i, count in sorted(counts.items())
    )
    labels = "".join(
        f'<text x="{_inside(x(when))}" y="{height - 8}" class="tick">{label}</text><path d="M{x(when)} {base}v5" class="axis"/>'
        for when, label in ticks(first, last)
    )
    said = f"{_lines(len(times))} from {min(times):%-d %B %Y} to {max(times):%-d %B %Y}, at most {highest} in one bar"
    return Markup(
        f'<svg class="chart coverage" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{said}">'
        f'<path d="M{_LEFT} {base}H{_WIDTH - _LEFT}" class="axis"/>{bars}{labels}</svg>'
    )


def timeline(events: Sequence[Mapping[str, Any]], sections: Sequence[str]) -> Markup:
    """Dated events as dots in lanes by section. Each event: key, start (a date), section, label; optional `flag`, `actors`.

    The script that zooms and filters reads `data-start`, `data-actors`, `data-from` and the edges of the drawing; without it the
    chart stands.
    """
    dated = [event for event in events if event["start"]]
    if len(dated) < 2:
        return Markup("")
    lanes = [section for section in sections if any(event["section"] == section for event in dated)] or [""]
    starts = [dt.datetime.combine(event["start"], dt.time(), dt.UTC) for event in dated]
    first, last = min(starts), max(starts)
    drawn = min(first, last - dt.timedelta(days=_FEWEST_DAYS))
    span = (last - drawn).total_seconds()
    lane_height, left = 34, 148
    height = _TOP + lane_height * len(lanes) + 10

    def x(when: dt.datetime) -> float:
        return round(left + (_WIDTH - left - 16) * (when - drawn).total_seconds() / span, 1)

    parts = [f'<g class="ticks">{_axis(drawn, last, x, height)}</g>']
    for i, lane in enumerate(lanes):
        y = _TOP + lane_height * i + lane_height / 2
        parts.append(
            f'<text x="4" y="{y + 4}" class="lane">{escape(lane)}</text><path d="M{left - 6} {y}H{_WIDTH - 8}" class="grid"/>'
        )
    stacked: Counter[tuple[str, int]] = Counter()
    for event, start in zip(dated, starts, strict=True):
        lane = event["section"] if event["section"] in lanes else lanes[0]
        at = x(start)
        slot = (lane, int(at // 7))
        lift = (stacked[slot] % 4) * 6 - 9
        stacked[slot] += 1
        y = _TOP + lane_height * lanes.index(lane) + lane_height / 2 + lift
        label = f"{event['when']}: {event['label']}"
        flag = " flagged" if event.get("flag") else ""
        parts.append(
            f'<a href="#{escape(event["key"])}" class="event" data-lane="{escape(lane)}" data-start="{event["start"].isoformat()}"'
            f' data-actors="{escape("|".join(event.get("actors", ())))}" aria-label="{escape(label)}">'
            f'<title>{escape(label)}</title><circle cx="{at}" cy="{y}" r="4.5" class="dot{flag}"/></a>'
        )
    said = f"{len(dated)} dated events from {first:%-d %B %Y} to {last:%-d %B %Y}"
    return Markup(
        f'<svg class="chart timeline" viewBox="0 0 {_WIDTH} {height}" role="group" aria-label="{said}"'
        f' data-left="{left}" data-right="{_WIDTH - 16}" data-top="{_TOP}" data-from="{drawn:%Y-%m-%d}">{"".join(parts)}</svg>'
    )


def _lines(count: int) -> str:
    return f"{count} line" if count == 1 else f"{count} lines"
