"""Writes boundaries: each feature is checked, and a bad one leaves the boundary that was there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.audit.batches import covering
from berdaya.records.audit.log import changed
from berdaya.records.regions import geometry
from berdaya.records.regions.codes import CodeBook, code_book
from berdaya.records.regions.models import Boundary, Region
from berdaya.records.regions.services import ImportReport

CODE_ATTRIBUTES = ("kode", "kode_desa", "kode_wilayah", "kode_kemendagri", "village_code", "code", "kdepum", "KDEPUM")


@transaction.atomic
def import_boundaries(
    *, actor: Scope, geojson: Mapping[str, Any], level: str, source: str, imported_at: datetime
) -> ImportReport:
    """Take over the polygons of one level from a GeoJSON FeatureCollection."""
    report = ImportReport()
    features = geojson.get("features")
    if geojson.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise Problem("boundary.not_geojson", path=source, reason="type")
    book = code_book()
    levels = dict(Region.objects.values_list("pk", "level"))
    shapes: dict[int, geometry.Shape] = {}
    for number, feature in enumerate(features, start=1):
        try:
            region_id, shape = _read(feature, number, level, book, levels)
            if region_id in shapes:
                raise Problem("boundary.twice", code=_code(feature, number))
            shapes[region_id] = shape
        except Problem as problem:
            report.problems.append(problem)
    codes = list(Region.objects.filter(pk__in=shapes).values_list("code", flat=True))
    for code in codes:
        actor.require(code, Role.ADMINISTRATOR)
    thin = geometry.simplified([shape.geometry for shape in shapes.values()])
    for (region_id, shape), light in zip(shapes.items(), thin, strict=True):
        _, created = Boundary.objects.update_or_create(
            region_id=region_id,
            defaults={
                "geometry": geometry.geojson(shape.geometry),
                "simplified": geometry.geojson(light),
                "inside_longitude": shape.inside[0],
                "inside_latitude": shape.inside[1],
                "source": source,
                "imported_at": imported_at,
            },
        )
        report.created += created
        report.updated += not created
    if shapes:
        told = {"source": source, "level": level, "created": report.created, "updated": report.updated}
        changed(actor, "boundary.import", subject="boundaries", territory=covering(codes), after=told)
    return report


def _code(feature: Mapping[str, Any], number: int) -> str:
    attributes = feature.get("properties") or {}
    for name in CODE_ATTRIBUTES:
        if attributes.get(name) not in (None, ""):
            return str(attributes[name])
    raise Problem("boundary.no_code", number=number, found=", ".join(sorted(map(str, attributes))) or "-")


def _read(
    feature: Mapping[str, Any], number: int, level: str, book: CodeBook, levels: Mapping[int, str]
) -> tuple[int, geometry.Shape]:
    code = _code(feature, number)
    region_id = book.region_id(code)
    if levels[region_id] != level:
        raise Problem("boundary.wrong_level", code=code, level=level)
    return region_id, geometry.checked(code, feature.get("geometry"))
