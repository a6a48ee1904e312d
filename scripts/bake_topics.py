"""Makes copytaster/wire/data/topics.json anew: the IPTC's Media Topics, and the older Subject Codes that they took over from.

`python scripts/bake_topics.py FILE`, where FILE is the vocabulary as JSON from http://cv.iptc.org/newscodes/mediatopic (CC BY 4.0).
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

PLACE = Path(__file__).parent.parent / "copytaster" / "wire" / "data" / "topics.json"
OLD = re.compile(r"/subjectcode/(\d{8})$")


def main(file: Path) -> None:
    """Write the table: code -> [English name, code of the broader topic], and old code -> new code."""
    vocabulary = json.loads(file.read_text("utf-8"))
    topics, olds = {}, {}
    for concept in vocabulary["conceptSet"]:
        code = concept["qcode"].removeprefix("medtop:")
        broader = next((b.removeprefix("medtop:") for b in concept.get("broader", ())), "")
        topics[code] = [concept["prefLabel"]["en-GB"], broader]
        for kind in ("exactMatch", "closeMatch", "broadMatch"):
            for match in concept.get(kind, ()):
                found = OLD.search(match)
                if found and "retired" not in concept:
                    olds.setdefault(found.group(1), code)
    table = {
        "source": f"IPTC Media Topics, released {vocabulary['dateReleased'][:10]}; CC BY 4.0, see ATTRIBUTION.txt",
        "topics": dict(sorted(topics.items())),
        "subject_codes": dict(sorted(olds.items())),
    }
    PLACE.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
