"""The table of who may do what: every address and every writing service, by role, verb and territory.

How to add a row (the tests fail on any address or service that is not here):

1. ROUTES: the url's name -> `Route(get=…, post=…)`: who may. `VISITORS` is everybody, `SIGNED_IN` whoever signed in, else
   a set of roles. What is not named is refused: 403, 404, 405 or the way to sign in, and nothing is written.
2. `over=VILLAGE` (or DISTRICT, REGENCY, EVERYWHERE) where the page or the write is about one territory: the role must
   then be held over it, and the same role in the neighbouring kecamatan is refused. Without `over` anywhere will do.
3. `args=lambda world: {…}` gives the address its parts, `data=lambda world: {…}` a POST that would really write, `query`
   what stands behind the question mark. Make what you need there with the services and `world.system`.
4. SERVICES: the dotted name of every function with a keyword-only `actor` -> `Service(roles, over=…, call=…)`; `call` takes
   the world and the acting scope and must succeed where it is allowed; what it needs, `first` makes once for all cells
   (`world.once`). `through=(…)`: it only calls these services of the table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from berdaya.domain.values import RegionCode
from berdaya.records.access import services as access
from berdaya.records.access.models import User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.audit.log import Personal, changed
from berdaya.records.audit.models import Entry
from berdaya.records.audit.services import open_entry
from berdaya.records.observations import services as observations
from berdaya.records.observations.kinds import Source
from berdaya.records.regions import services as regions
from berdaya.records.regions import shapes
from berdaya.records.regions.codes import code_book
from berdaya.records.runs import services as runs
from berdaya.records.vault import services as vault

Who = frozenset[Role | None]  # None is a visitor who has not signed in

NOBODY: Who = frozenset()
SIGNED_IN: Who = frozenset(Role)
VISITORS: Who = SIGNED_IN | {None}
ADMINISTRATORS: Who = frozenset({Role.ADMINISTRATOR})
OVERSEERS: Who = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
OFFICE: Who = frozenset({Role.ADMINISTRATOR, Role.HEAD, Role.ANALYST})
RECORDERS: Who = OFFICE | {Role.VERIFIER, Role.MENTOR, Role.VILLAGE_HEAD, Role.VILLAGE_OPERATOR}

# The territories of the table. The neighbour is what a role is held over when it must not be enough.
EVERYWHERE, REGENCY, DISTRICT, VILLAGE = "", "9901", "990101", "9901012001"
NEIGHBOUR = "990102"
ANYWHERE = None

YEAR, EDITION, INDICATOR = 2024, "idm-2023", "IKS01"
OF_IDM = f"?indeks=idm&tahun={YEAR}"


@dataclass
class World:
    """The small invented regency that every cell is tried against."""

    system: Scope = SYSTEM
    kept: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What several rows need, made at the first asking."""
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]

    def region(self, code: str = VILLAGE) -> int:
        return code_book().current[code]


Parts = Callable[[World], Mapping[str, Any]]


def nothing(world: World) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Route:
    """Who may open an address and who may send to it."""

    get: Who = NOBODY
    post: Who = NOBODY
    over: str | None = ANYWHERE
    args: Parts = nothing
    data: Parts = nothing
    query: str = ""


@dataclass(frozen=True)
class Service:
    """Who may call a function that writes, over which territory, and how it is called."""

    roles: Who = NOBODY
    over: str | None = ANYWHERE
    call: Callable[[World, Scope], object] | None = None
    first: Callable[[World], object] = nothing
    through: tuple[str, ...] = ()


def _of_village(world: World) -> Mapping[str, Any]:
    return {"code": RegionCode(VILLAGE).dotted}


ROUTES: Mapping[str, Route] = {
    # Measuring: published figures are everybody's
    "home": Route(get=VISITORS),
    "attention": Route(get=VISITORS, args=lambda world: {"kind": "belum-lengkap"}, query=OF_IDM),
    "map-villages": Route(get=VISITORS),
    "village": Route(get=VISITORS, args=_of_village),
    "indicator": Route(get=VISITORS, args=lambda world: {**_of_village(world), "indicator": INDICATOR}, query=OF_IDM),
    "what-if": Route(get=VISITORS, args=_of_village, query=OF_IDM),
    "search": Route(get=VISITORS),
    "components": Route(get=VISITORS, post=VISITORS),
    # The trail: a visitor is not told whether an entry exists
    "trail": Route(get=OVERSEERS),
    "trail-entry": Route(get=OVERSEERS, post=OVERSEERS, over=VILLAGE, args=lambda world: {"entry_id": _entry(world)}),
    "components-map": Route(get=VISITORS, post=VISITORS),
    "language": Route(get=VISITORS, post=VISITORS, data=lambda world: {"language": "en"}),
    # Signing in and out
    "sign-in": Route(get=VISITORS, post=VISITORS),
    "sign-in-code": Route(),  # leads to the sign-in whoever has not just shown a password
    "sign-out": Route(post=VISITORS),
}


def _entry(world: World) -> int:
    """An entry of the trail that holds somebody's name."""

    def make() -> int:
        before = {"full_name": Personal(vault.new_person().pk, "Baru")}
        changed(SYSTEM, "user.change", subject="user:0", territory=VILLAGE, before=before)
        return Entry.objects.latest("pk").pk

    return world.once("entry", make)


def _person(world: World) -> int:
    return world.once("person", lambda: vault.new_person().pk)


def _spare_key() -> str:
    """A master key that is neither the newest nor wraps anything."""
    name = vault.new_master_key(actor=SYSTEM)
    vault.new_master_key(actor=SYSTEM)
    return name


def _user(world: World) -> User:
    make = lambda: access.create_user(actor=SYSTEM, username="matriks-baru", full_name="Baru")  # noqa: E731
    return world.once("user", make)


def _field_entry(world: World) -> observations.SubmissionEntry:
    return observations.SubmissionEntry(
        region_id=world.region(), year=YEAR, edition=EDITION, source=Source.FIELD, scores={INDICATOR: 3}
    )


def _draft(world: World) -> int:
    return world.once(
        "draft", lambda: runs.compute_run(actor=SYSTEM, edition_code=EDITION, year=YEAR, territory=REGENCY)
    )


def _new_desa() -> list[regions.RegionEntry]:
    return [regions.RegionEntry(RegionCode("9901012098"), "Desa Baru")]


def _people() -> list[regions.PeopleEntry]:
    return [regions.PeopleEntry(RegionCode(VILLAGE), 2030, 900, 250)]


def _square() -> dict[str, Any]:
    ring = [[116.0, -0.5], [116.1, -0.5], [116.1, -0.4], [116.0, -0.4], [116.0, -0.5]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "FeatureCollection", "features": [_feature(shape)]}


def _feature(shape: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"kode": VILLAGE}, "geometry": shape}


RECORDS = "berdaya.records."
EXCHANGE = "berdaya.exchange."
LEDGER = (RECORDS + "observations.services.record_submissions",)

SERVICES: Mapping[str, Service] = {
    # Users and grants
    RECORDS + "access.services.create_user": Service(
        ADMINISTRATORS,
        EVERYWHERE,
        lambda world, actor: access.create_user(actor=actor, username="matriks", full_name="Matriks"),
    ),
    RECORDS + "access.services.grant": Service(
        ADMINISTRATORS,
        VILLAGE,
        lambda world, actor: access.grant(actor=actor, user=_user(world), role=Role.MENTOR, territory=VILLAGE),
        first=_user,
    ),
    # Keys and the trail
    RECORDS + "vault.services.erase": Service(
        ADMINISTRATORS,
        VILLAGE,
        lambda world, actor: vault.erase(actor=actor, person_id=_person(world), territory=VILLAGE),
        first=_person,
    ),
    RECORDS + "vault.services.new_master_key": Service(
        ADMINISTRATORS, EVERYWHERE, lambda world, actor: vault.new_master_key(actor=actor)
    ),
    RECORDS + "vault.services.rotate": Service(
        ADMINISTRATORS, EVERYWHERE, lambda world, actor: vault.rotate(actor=actor)
    ),
    RECORDS + "vault.services.retire": Service(
        ADMINISTRATORS, EVERYWHERE, lambda world, actor: vault.retire(actor=actor, name=_spare_key())
    ),
    RECORDS + "audit.services.open_entry": Service(
        OVERSEERS, VILLAGE, lambda world, actor: open_entry(actor=actor, entry_id=_entry(world)), first=_entry
    ),
    # Territories
    RECORDS + "regions.services.import_regions": Service(
        ADMINISTRATORS, VILLAGE, lambda world, actor: regions.import_regions(actor=actor, rows=_new_desa())
    ),
    RECORDS + "regions.services.record_move": Service(
        ADMINISTRATORS,
        VILLAGE,
        lambda world, actor: regions.record_move(
            actor=actor, village=RegionCode(VILLAGE), new_code=RegionCode("9901012097"), from_year=2026
        ),
    ),
    RECORDS + "regions.services.import_bridge": Service(
        ADMINISTRATORS,
        VILLAGE,
        lambda world, actor: regions.import_bridge(
            actor=actor, rows=[regions.BridgeEntry("9903999999", RegionCode(VILLAGE))]
        ),
    ),
    RECORDS + "regions.services.import_people": Service(
        frozenset({Role.ADMINISTRATOR, Role.ANALYST}),
        VILLAGE,
        lambda world, actor: regions.import_people(actor=actor, rows=_people(), source="uji"),
    ),
    RECORDS + "regions.shapes.import_boundaries": Service(
        ADMINISTRATORS,
        VILLAGE,
        lambda world, actor: shapes.import_boundaries(
            actor=actor,
            geojson=_square(),
            level="village",
            source="uji",
            imported_at=datetime(2026, 1, 1, tzinfo=UTC),
        ),
    ),
    # The ledger and the runs
    RECORDS + "observations.services.record_submission": Service(
        RECORDERS - {Role.HEAD},
        VILLAGE,
        lambda world, actor: observations.record_submission(actor=actor, entry=_field_entry(world)),
    ),
    RECORDS + "observations.services.record_submissions": Service(
        RECORDERS - {Role.HEAD},
        VILLAGE,
        lambda world, actor: observations.record_submissions(actor=actor, entries=[_field_entry(world)]),
    ),
    RECORDS + "runs.services.compute_run": Service(
        OFFICE,
        REGENCY,
        lambda world, actor: runs.compute_run(actor=actor, edition_code=EDITION, year=YEAR, territory=REGENCY),
    ),
    RECORDS + "runs.services.publish_run": Service(
        frozenset({Role.ADMINISTRATOR, Role.HEAD}),
        REGENCY,
        lambda world, actor: runs.publish_run(actor=actor, run_id=_draft(world)),
        first=_draft,
    ),
    # Files: what they write goes through the records' own services
    EXCHANGE + "boundaries.import_file": Service(through=(RECORDS + "regions.shapes.import_boundaries",)),
    EXCHANGE + "regions_csv.import_file": Service(through=(RECORDS + "regions.services.import_regions",)),
    EXCHANGE + "indices.import_indices": Service(through=LEDGER),
    EXCHANGE + "scores.import_scores": Service(through=LEDGER),
    EXCHANGE + "indeks_desa.import_results": Service(through=LEDGER),
    EXCHANGE + "official.importing.import_answers": Service(through=LEDGER),
    EXCHANGE + "official.importing.import_upstream": Service(through=LEDGER),
    EXCHANGE + "recording.publish_imported": Service(
        through=(RECORDS + "runs.services.compute_run", RECORDS + "runs.services.publish_run")
    ),
}
