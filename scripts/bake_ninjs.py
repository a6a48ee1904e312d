"""Makes copytaster/wire/data/ninjs.json anew: the schemas of all versions of ninjs, without their prose.

`python scripts/bake_ninjs.py FOLDER`, where FOLDER is `specification/` of the IPTC's repository newsinjson (MIT licence).
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

PLACE = Path(__file__).parent.parent / "copytaster" / "wire" / "data" / "ninjs.json"
NAMES = re.compile(r"ninjs-schema(?:_(\d\.\d)|-dev_[\d.]+_v(\d\.\d))\.json$")
PROSE = {"description", "title", "description_old", "$schema", "id", "$id", "$comment", "format"}


def bare(value: Any, *, naming: bool = False) -> Any:
    """A schema without descriptions, titles and formats; the names of properties stay, whatever they are."""
    if isinstance(value, dict):
        inner = {"properties", "patternProperties", "definitions", "$defs"}
        return {k: bare(v, naming=not naming and k in inner) for k, v in value.items() if naming or k not in PROSE}
    return [bare(v) for v in value] if isinstance(value, list) else value


def main(folder: Path) -> None:
    """Write the table."""
    table = {}
    for file in sorted(folder.glob("ninjs-schema*.json")):
        found = NAMES.search(file.name)
        if found:
            table[found.group(1) or f"{found.group(2)}-dev"] = bare(json.loads(file.read_text("utf-8")))
    text = json.dumps({"source": "IPTC newsinjson, MIT licence, see ATTRIBUTION.txt", "schemas": table}, separators=(",", ":"))
    PLACE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
