"""Boundary files (GeoJSON, RFC 7946) into the records of territories."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import Scope
from berdaya.records.regions.services import ImportReport
from berdaya.records.regions.shapes import CODE_ATTRIBUTES, import_boundaries

LARGEST_FILE = 200 * 1024 * 1024


def import_file(*, actor: Scope, path: Path, level: str | None = None) -> ImportReport:
    """Import the polygons of one level; without a level, that of most codes in the file. Bad features are told."""
    geojson = read_geojson(path)
    return import_boundaries(
        actor=actor,
        geojson=geojson,
        level=level or _level(geojson),
        source=path.name,
        imported_at=datetime.now(UTC),
    )


def read_geojson(path: Path) -> Mapping[str, Any]:
    """Read a file as a FeatureCollection; Problem `file.not_found` or `boundary.not_geojson`."""
    if not path.is_file():
        raise Problem("file.not_found", path=path)
    if path.stat().st_size > LARGEST_FILE:
        raise Problem("boundary.not_geojson", path=path.name, reason=f"> {LARGEST_FILE} byte")
    try:
        geojson = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        # Where it breaks, in signs that need no language.
        place = f"JSON {error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else "JSON"
        raise Problem("boundary.not_geojson", path=path.name, reason=place) from error
    features = geojson.get("features") if isinstance(geojson, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise Problem("boundary.not_geojson", path=path.name, reason="features")
    return dict(geojson)


def _level(geojson: Mapping[str, Any]) -> str:
    levels: Counter[str] = Counter()
    for feature in geojson["features"]:
        attributes = feature.get("properties") or {}
        for name in CODE_ATTRIBUTES:
            try:
                levels[RegionCode.parse(attributes[name]).level] += 1
                break
            except (KeyError, Problem):
                continue
    return max(levels, key=lambda level: levels[level], default="village")
