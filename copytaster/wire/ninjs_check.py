"""Whether a document is valid ninjs, by the IPTC's own schemas (data/ninjs.json). It must not refuse a document: it only says
what is wrong.

Of JSON Schema it knows what these schemas use: type, enum, pattern, minimum, maximum, properties, patternProperties,
additionalProperties, unevaluatedProperties, required, items, oneOf, anyOf and references inside the document. Formats are not
checked, as the IPTC's own test-suite has it. A place's GeoJSON needs a type and coordinates of its kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

Schema = dict[str, Any]
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}
_GEOMETRY = {"Point": 1, "MultiPoint": 2, "LineString": 2, "MultiLineString": 3, "Polygon": 3, "MultiPolygon": 4}
_VERSION = re.compile(r"ninjs-schema_(\d\.\d)")
_MOST = 5


@lru_cache(maxsize=1)
def schemas() -> dict[str, Schema]:
    """The schema of each version of ninjs by its number; those still in the making end in "-dev"."""
    table: dict[str, Schema] = json.loads(files("copytaster.wire").joinpath("data/ninjs.json").read_text("utf-8"))["schemas"]
    return table


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """The names of all properties that a document of any version may have, in small letters without signs between their parts."""
    found = {name for schema in schemas().values() for name in _known(schema, schema, 0)}
    return frozenset(name.lower().replace("_", "").replace("-", "").lstrip("$") for name in found)


def violations(value: dict[str, Any]) -> tuple[str, ...]:
    """What is wrong with a document by the version of ninjs that it names itself; nothing where it names none."""
    standard = value.get("standard") or value.get("$standard")
    version = ""
    if isinstance(standard, dict):
        found = _VERSION.search(str(standard.get("schema") or ""))
        version = found.group(1) if found else str(standard.get("version") or "") if standard.get("name") == "ninjs" else ""
    return tuple(f"not valid ninjs {version}: {fault}" for fault in check(value, version)) if version in schemas() else ()


def check(value: Any, version: str) -> tuple[str, ...]:
    """The first few faults of a document by the schema of one version. Raises `KeyError` for a version that is not known."""
    schema = schemas()[version]
    faults = []
    for fault in _faults(value, schema, schema, "", 0):
        faults.append(fault)
        if len(faults) == _MOST:
            break
    return tuple(faults)


def _faults(value: Any, schema: Any, root: Schema, place: str, depth: int) -> Iterator[str]:
    if schema is True or schema == {} or depth > 60:
        return
    if schema is False:
        yield f"{place or 'the document'} is not allowed"
        return
    reference = schema.get("$ref")
    if reference:
        yield from _faults(
            value, {"geojson": True} if "geojson.org" in reference else _referred(reference, root), root, place, depth + 1
        )
    if "geojson" in schema:
        yield from _geometry(value, place)
        return
    kinds = schema.get("type")
    if kinds is not None and not _is_of(value, kinds):
        yield f"{place or 'the document'} is no {kinds}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {str(value)[:40]!r} is none of {schema['enum']}"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{place}: {value[:40]!r} has not the form {schema['pattern']}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "minimum" in schema and value < schema["minimum"]:
            yield f"{place}: {value} is below {schema['minimum']}"
        if "maximum" in schema and value > schema["maximum"]:
            yield f"{place}: {value} is above {schema['maximum']}"
    for name in ("oneOf", "anyOf"):
        if name in schema:
            fitting = sum(next(_faults(value, one, root, place, depth + 1), None) is None for one in schema[name])
            if fitting == 0 or (name == "oneOf" and fitting > 1):
                yield f"{place or 'the document'} fits {fitting} of the forms it may have"
    if isinstance(value, dict):
        yield from _object(value, schema, root, place, depth)
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        for number, one in enumerate(value):
            yield from _faults(one, schema["items"], root, f"{place}[{number}]", depth + 1)


def _object(value: dict[str, Any], schema: Schema, root: Schema, place: str, depth: int) -> Iterator[str]:
    properties = schema.get("properties", {})
    required = schema.get("required")
    needed = (
        required
        if isinstance(required, list)
        else [n for n, p in properties.items() if isinstance(p, dict) and p.get("required") is True]
    )
    for name in needed:
        if name not in value:
            yield f"{place or 'the document'} has no {name}"
    known = _known(schema, root, depth)
    for name, held in value.items():
        here = f"{place}.{name}" if place else name
        if name in properties:
            yield from _faults(held, properties[name], root, here, depth + 1)
            continue
        patterns = [p for p in schema.get("patternProperties", {}) if re.search(p, name)]
        for pattern in patterns:
            yield from _faults(held, schema["patternProperties"][pattern], root, here, depth + 1)
        closed = schema.get("additionalProperties") is False or (schema.get("unevaluatedProperties") is False and name not in known)
        if closed and not patterns:
            yield f"{here} is not known"
        elif not patterns and isinstance(schema.get("additionalProperties"), dict):
            yield from _faults(held, schema["additionalProperties"], root, here, depth + 1)


def _known(schema: Schema, root: Schema, depth: int) -> set[str]:
    """The names of properties that a schema or anything that it refers to or chooses from knows."""
    if depth > 60:
        return set()
    names = set(schema.get("properties", {}))
    for one in (*schema.get("oneOf", ()), *schema.get("anyOf", ()), *schema.get("allOf", ())):
        names |= _known(one, root, depth + 1)
    if schema.get("$ref") and "geojson.org" not in schema["$ref"]:
        names |= _known(_referred(schema["$ref"], root), root, depth + 1)
    return names


def _referred(reference: str, root: Schema) -> Schema:
    """What a reference points at: the document itself, or one of its definitions."""
    found: Any = root
    for step in reference.partition("#")[2].split("/"):
        if step:
            found = found[step]
    return found if isinstance(found, dict) else {}


def _is_of(value: Any, kinds: Any) -> bool:
    if isinstance(kinds, list):
        return any(_is_of(value, kind) for kind in kinds)
    if isinstance(value, bool) and kinds != "boolean":
        return False
    if kinds == "integer" and isinstance(value, float):
        return value.is_integer()
    return kinds not in _TYPES or isinstance(value, _TYPES[kinds])


def _geometry(value: Any, place: str) -> Iterator[str]:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind in _GEOMETRY:
        depth, inner = 0, value.get("coordinates")
        while isinstance(inner, list) and inner:
            depth, inner = depth + 1, inner[0]
        if depth != _GEOMETRY[kind]:
            yield f"{place}: coordinates do not make a {kind}"
    elif kind not in ("GeometryCollection", "Feature", "FeatureCollection"):
        yield f"{place} is no GeoJSON: it has no type that is known"
