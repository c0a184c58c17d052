"""The whole fictional regency from one seed: territories, map, people, answers and what was published of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from shapely import Polygon, get_parts, orient_polygons, union_all
from shapely.geometry import mapping

from berdaya.definitions import catalogue
from berdaya.demo import flaws as faults
from berdaya.demo import publications
from berdaya.demo.answers import Answers, answer_all, draw_luck
from berdaya.demo.figures import Character, YearFigures, characters, count_people
from berdaya.demo.geography import Geography, draw_geography
from berdaya.demo.profiles import profiles
from berdaya.demo.publications import Published, Scores
from berdaya.demo.registry import CodeSpell, DemoRegion, register
from berdaya.demo.tiling import GRID
from berdaya.domain.index.scoring import score_answers

SOURCE = "Data rekaan Kabupaten Contoh"
FAMILY_BY_YEAR = {2021: "idm", 2022: "idm", 2023: "idm", 2024: "idm", 2025: "indeks_desa"}


@dataclass(frozen=True)
class DemoBoundary:
    """A territory's shape as GeoJSON (RFC 7946, five decimals)."""

    geometry: Mapping[str, Any]


@dataclass(frozen=True)
class DemoSubmission:
    """What one source says of a village (present code) and year. Without `published` the answers were incomplete."""

    village: str
    year: int
    edition: str
    source: str
    inputs: Answers
    scores: Scores
    published: Published | None


@dataclass(frozen=True)
class DemoRegency:
    """Everything by present code. All of it is invented; `source` says so wherever it is kept."""

    seed: int
    source: str
    regions: tuple[DemoRegion, ...]
    codes: tuple[CodeSpell, ...]
    boundaries: Mapping[str, DemoBoundary]
    inside: Mapping[str, tuple[float, float]]
    characters: Mapping[str, Character]
    figures: Mapping[str, Mapping[int, YearFigures]]
    submissions: tuple[DemoSubmission, ...]

    @property
    def villages(self) -> tuple[DemoRegion, ...]:
        return tuple(region for region in self.regions if region.level == "village")

    @property
    def desa(self) -> tuple[DemoRegion, ...]:
        return tuple(region for region in self.villages if region.kind == "desa")


def build(seed: int = 20260101, villages: int = 190) -> DemoRegency:
    """The regency of a seed with so many desa; the same seed gives the same regency on every machine."""
    rng = Random(seed)  # noqa: S311 - invented data, not secrets
    geography = draw_geography(rng, villages)
    regions, codes = register(rng, geography)
    people = characters(rng, geography)
    code_of = {region.place: region.code for region in regions if region.place is not None}
    figures = [count_people(rng, place, who) for place, who in zip(geography.places, people, strict=True)]
    submissions = _submissions(rng, geography, people, figures, code_of)
    return DemoRegency(
        seed=seed,
        source=SOURCE,
        regions=regions,
        codes=codes,
        boundaries=_boundaries(geography, regions),
        inside={code_of[number]: place.inside for number, place in enumerate(geography.places)},
        characters={code_of[number]: who for number, who in enumerate(people)},
        figures={code_of[number]: counts for number, counts in enumerate(figures)},
        submissions=tuple(submissions),
    )


def _boundaries(geography: Geography, regions: Sequence[DemoRegion]) -> dict[str, DemoBoundary]:
    outlines = {region.code: [geography.places[region.place].outline] for region in regions if region.place is not None}
    for level in ("district", "regency"):
        for region in regions:
            if region.level == level:
                parts = [outlines[child.code] for child in regions if child.parent == region.code]
                outlines[region.code] = [shape for part in parts for shape in part]
    return {code: DemoBoundary(_geojson(shapes)) for code, shapes in outlines.items()}


def _geojson(shapes: Sequence[Polygon]) -> dict[str, Any]:
    """One geometry, wound counter-clockwise outside as RFC 7946 asks."""
    whole = shapes[0] if len(shapes) == 1 else union_all(list(shapes), grid_size=GRID)
    parts = list(get_parts(orient_polygons(whole, exterior_cw=False)))
    rings = [[_ring(ring) for ring in mapping(part)["coordinates"]] for part in parts]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}


def _ring(points: Sequence[tuple[float, float]]) -> list[list[float]]:
    return [[round(longitude, 5), round(latitude, 5)] for longitude, latitude in points]


def _submissions(
    rng: Random,
    geography: Geography,
    people: Sequence[Character],
    figures: Sequence[Mapping[int, YearFigures]],
    code_of: Mapping[int, str],
) -> list[DemoSubmission]:
    asked = {year: profiles(family) for year, family in FAMILY_BY_YEAR.items()}
    every = [profile for family in sorted(set(FAMILY_BY_YEAR.values())) for profile in profiles(family)]
    desa = [number for number, place in enumerate(geography.places) if not place.ward]
    luck = {village: draw_luck(rng, every) for village in desa}
    wrong = faults.draw_flaws(rng, desa, geography.districts, people, asked)
    submissions = []
    for village in desa:
        for year, profile in asked.items():
            answers = answer_all(rng, profile, people[village], luck[village], figures[village][year], year)
            if (village, year) not in wrong.absent:
                submissions.append(_submission(code_of[village], (village, year), answers, wrong))
    return sorted(submissions, key=lambda item: (item.year, item.village))


def _submission(code: str, pair: tuple[int, int], answers: Answers, wrong: faults.Flaws) -> DemoSubmission:
    edition = catalogue.edition_for(FAMILY_BY_YEAR[pair[1]], pair[1])
    given = {name: value for name, value in answers.items() if name not in wrong.gaps.get(pair, ())}
    scores = score_answers(edition, given)
    known = {indicator: score for indicator, score in scores.items() if score is not None}
    published = publications.publish(edition, known) if len(known) == len(scores) else None
    if published is not None and pair == wrong.status_slip:
        published = publications.with_wrong_status(edition, published)
    if published is not None and pair == wrong.dimension_slip:
        published = publications.with_wrong_dimension(edition, published)
    printed = publications.with_copied_rows(edition, pair[1], scores)
    return DemoSubmission(code, pair[1], edition.code, "official", given, printed, published)
