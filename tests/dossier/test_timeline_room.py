"""Which events a timeline has room for."""

from __future__ import annotations

import datetime as dt

from copytaster.dossier.compose import compose
from copytaster.dossier.timeline import LONGEST
from tests.dossier.copy import version

_TOWNS = "Arles Basel Cadiz Derby Essen Fano Graz Hull Ivrea Jena Kiel Lyon Metz Nice Oslo Pisa Riga Sion Turin Ulm".split()


def test_a_day_with_much_copy_does_not_fill_the_timeline() -> None:
    crowded = [
        version(n, "2021-05-03", f"Police arrested {n + 20} dockers in {town} after {thing} in the harbour burned down.")
        for n, (town, thing) in enumerate(((t, w) for w in ("a crane", "a ferry", "a depot") for t in _TOWNS), start=1)
    ]
    apart = [
        version(100 + n, str(dt.date(2021, 6, 1) + dt.timedelta(days=n)), f"Dockers in {town} stormed the office of line {n}.")
        for n, town in enumerate(_TOWNS)
    ]
    events = compose("Dock strike", [*crowded, *apart]).timeline
    assert len(events) <= LONGEST
    assert len({e.when.first for e in events if e.when.first.month == 6}) >= len(_TOWNS) - 2
