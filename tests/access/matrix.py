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
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django_tasks_db.models import DBTaskResult

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess
from berdaya.domain.values import RegionCode
from berdaya.exchange.spreadsheets import filling
from berdaya.records.access import accounts, codes
from berdaya.records.access import services as access
from berdaya.records.access.erasure import erase_user
from berdaya.records.access.handover import hand_over
from berdaya.records.access.models import User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.audit.log import Personal, changed
from berdaya.records.audit.models import Entry
from berdaya.records.audit.services import open_entry
from berdaya.records.decisions import services as decisions
from berdaya.records.decisions.findings import Key
from berdaya.records.imports import selectors as selectors_of_imports
from berdaya.records.imports import services as imports
from berdaya.records.imports.kinds import Job
from berdaya.records.inbox import services as inbox
from berdaya.records.observations import services as observations
from berdaya.records.observations.kinds import Source
from berdaya.records.office import jobs, operations, workers
from berdaya.records.office import selectors as office_reads
from berdaya.records.office import services as office
from berdaya.records.office.deeds import Deed
from berdaya.records.papers import selectors
from berdaya.records.papers import services as papers
from berdaya.records.regions import services as regions
from berdaya.records.regions import shapes
from berdaya.records.regions.codes import code_book
from berdaya.records.runs import services as runs
from berdaya.records.vault import services as vault
from berdaya.reports.data import plain
from tests.exchange.spreadsheets import desk
from tests.records.office_desk import SERIES, Desk, drafted, open_desk, press
from tests.reports.samples import village_profile

Who = frozenset[Role | None]  # None is a visitor who has not signed in

NOBODY: Who = frozenset()
SIGNED_IN: Who = frozenset(Role)
VISITORS: Who = SIGNED_IN | {None}
ADMINISTRATORS: Who = frozenset({Role.ADMINISTRATOR})
OVERSEERS: Who = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
OFFICE: Who = frozenset({Role.ADMINISTRATOR, Role.HEAD, Role.ANALYST})
ISSUERS: Who = frozenset({Role.HEAD, Role.ANALYST})
KEEPERS: Who = frozenset({Role.ADMINISTRATOR, Role.HEAD})
RECORDERS: Who = OFFICE | {Role.VERIFIER, Role.MENTOR, Role.VILLAGE_HEAD, Role.VILLAGE_OPERATOR}
READERS: Who = RECORDERS | {Role.AUDITOR}

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


INVITED = {"full_name": "Baru", "username": "undangan", "role": "mentor", "territory": VILLAGE}


def _user(world: World) -> User:
    """Somebody without a role."""
    make = lambda: access.create_user(actor=SYSTEM, username="matriks-baru", full_name="Baru")  # noqa: E731
    return world.once("user", make)


def _mentor(world: World) -> User:
    """Somebody who works in the village."""
    return world.once("mentor", lambda: _working("matriks-pendamping"))


def _other(world: World) -> User:
    return world.once("other", lambda: _working("matriks-pengganti"))


def _working(username: str) -> User:
    user = access.create_user(actor=SYSTEM, username=username, full_name=username, password="pandai-menenun-7")
    access.grant(actor=SYSTEM, user=user, role=Role.MENTOR, territory=VILLAGE)
    return user


def _act(*parts: str, data: Mapping[str, Any] | None = None) -> Route:
    """A write on the user who works in the village."""

    def args(world: World) -> Mapping[str, Any]:
        held = {"user_id": _mentor(world).pk, "grant_id": _mentor(world).grants.get().pk}
        return {part: held[part] for part in parts}

    return Route(post=ADMINISTRATORS, over=VILLAGE, args=args, data=lambda world: data or {})


HEAD = Scope(frozenset({(Role.HEAD, EVERYWHERE)}))


def _desk(world: World) -> Desk:
    return world.once("desk", lambda: open_desk(name="Matriks"))


def _drafted(world: World) -> int:
    _desk(world)
    return world.once("drafted", lambda: drafted(actor=HEAD))


def _issued(world: World) -> int:
    def make() -> int:
        paper, desk = drafted(actor=HEAD), _desk(world)
        _issue(desk, paper, HEAD)
        return paper

    return world.once("issued", make)


def _issue(desk: Desk, paper: int, actor: Scope) -> str:
    return papers.issue_paper(
        actor=actor, paper_id=paper, series_id=desk.series, signatory_id=desk.signatory, place="Kota", press=press
    )


def _issue_form(world: World) -> Mapping[str, Any]:
    return {"series": _desk(world).series, "signatory": _desk(world).signatory, "place": "Kota"}


def _profile_draft(world: World) -> int:
    """A draft that the real press can print."""
    _desk(world)
    body = {"body": plain(village_profile()), "source": "", "size": "F4"}
    return world.once("profile", lambda: drafted(actor=HEAD, content=body))


def _code(world: World) -> str:
    return selectors.paper(HEAD, _issued(world)).code


LETTER = {"subject": "Undangan", "addressee": "Camat", "text": "Isi."}

ROUTES: Mapping[str, Route] = {
    # Measuring: published figures are everybody's
    "home": Route(get=VISITORS),
    "attention": Route(get=VISITORS, args=lambda world: {"kind": "belum-lengkap"}, query=OF_IDM),
    "map-villages": Route(get=VISITORS),
    "village": Route(get=VISITORS, args=_of_village),
    "indicator": Route(get=VISITORS, args=lambda world: {**_of_village(world), "indicator": INDICATOR}, query=OF_IDM),
    "what-if": Route(get=VISITORS, args=_of_village, query=OF_IDM),
    "search": Route(get=VISITORS),
    "indicators": Route(get=VISITORS, query=OF_IDM),
    "indicator-page": Route(
        get=VISITORS, args=lambda world: {"family": "idm", "code": INDICATOR}, query=f"?tahun={YEAR}"
    ),
    "comparison": Route(get=VISITORS, query=OF_IDM),
    "components": Route(get=VISITORS, post=VISITORS),
    # The trail: a visitor is not told whether an entry exists
    "trail": Route(get=OVERSEERS),
    "trail-check": Route(post=OVERSEERS),
    "trail-entry": Route(get=OVERSEERS, post=OVERSEERS, over=VILLAGE, args=lambda world: {"entry_id": _entry(world)}),
    "components-map": Route(get=VISITORS, post=VISITORS),
    # Data quality: whoever works there reads and remarks, the office decides
    "quality": Route(get=READERS),
    "completeness": Route(get=READERS),
    "finding": Route(
        get=READERS,
        post=OFFICE,
        over=VILLAGE,
        args=lambda world: dict(_finding_address(world)),
        data=lambda world: {"pilihan": "accept", "alasan": "uji", "versi": 0},
    ),
    "finding-together": Route(
        get=OFFICE,
        post=OFFICE,
        query=f"{OF_IDM}&jenis=copied_row&tentang=IKS30",
        data=lambda world: {"pilihan": "visit", "alasan": "uji", "daftar": "0-lama", "jenis": "copied_row"},
    ),
    "recompute": Route(post=OFFICE, data=lambda world: {"indeks": "idm", "tahun": YEAR}),
    "publish-draft": Route(
        post=frozenset({Role.ADMINISTRATOR, Role.HEAD}),
        over=REGENCY,
        args=lambda world: {"run_id": _draft(world)},
        data=lambda world: {"indeks": "idm", "tahun": YEAR},
    ),
    # One's own inbox; another's messages are as if they were not there
    "inbox": Route(get=SIGNED_IN),
    "digest": Route(get=SIGNED_IN),
    "inbox-read": Route(post=SIGNED_IN),
    "inbox-open": Route(args=lambda world: {"message_id": 0}),
    "inbox-archive": Route(args=lambda world: {"message_id": 0}),
    "help": Route(get=VISITORS),
    "help-page": Route(get=VISITORS, args=lambda world: {"name": "quality"}),
    "practice-reset": Route(),  # there is none but in the practice installation
    "language": Route(get=VISITORS, post=VISITORS, data=lambda world: {"language": "en"}),
    # Signing in and out
    "sign-in": Route(get=VISITORS, post=VISITORS),
    "sign-in-code": Route(),  # leads to the sign-in whoever has not just shown a password
    "one-time-code": Route(get=VISITORS, post=VISITORS),
    "sign-out": Route(post=VISITORS),
    # One's own account
    "account": Route(get=SIGNED_IN),
    "password": Route(get=SIGNED_IN, post=SIGNED_IN),
    "sessions-end": Route(post=SIGNED_IN),
    "second-factor": Route(get=SIGNED_IN, post=SIGNED_IN),
    "recovery-codes": Route(get=SIGNED_IN, post=SIGNED_IN),
    "second-factor-off": Route(get=SIGNED_IN, post=SIGNED_IN),
    # People: whose work lies in the reader's territory
    "people": Route(get=OVERSEERS, post=OVERSEERS),
    "people-invite": Route(get=ADMINISTRATORS, post=ADMINISTRATORS, data=lambda world: INVITED),
    "people-territories": Route(get=ADMINISTRATORS),
    "person": Route(
        get=OVERSEERS,
        post=ADMINISTRATORS,
        over=VILLAGE,
        args=lambda world: {"user_id": _mentor(world).pk},
        data=lambda world: {"full_name": "Nama Baru"},
    ),
    "person-handover": Route(
        get=ADMINISTRATORS,
        post=ADMINISTRATORS,
        over=VILLAGE,
        args=lambda world: {"user_id": _mentor(world).pk},
        data=lambda world: {"taker": _other(world).pk, "day": "2030-01-01"},
    ),
    "person-role": _act("user_id", data={"role": "mentor", "territory": VILLAGE}),
    "person-role-end": _act("user_id", "grant_id", data={"last_day": "2030-01-01"}),
    "person-code": _act("user_id"),
    "person-unlock": _act("user_id"),
    "person-sessions": _act("user_id"),
    "person-standing": _act("user_id"),
    "person-erase": replace(_act("user_id", data={"reason": "uji", "sure": "on"}), post=OVERSEERS),
    # Papers: a preview and a proof are everybody's, the rest is the office's
    "village-profile": Route(get=VISITORS, args=_of_village),
    "paper-verify-form": Route(get=VISITORS),
    "paper-verify": Route(get=VISITORS, post=VISITORS, args=lambda world: {"code": _code(world)}),
    "papers": Route(get=OFFICE),
    "paper": Route(get=OFFICE, over=VILLAGE, args=lambda world: {"paper_id": _issued(world)}),
    "paper-file": Route(get=OFFICE, over=VILLAGE, args=lambda world: {"paper_id": _issued(world)}),
    "paper-letter": Route(get=ISSUERS, post=ISSUERS, data=lambda world: LETTER),
    "paper-draft-profile": Route(post=ISSUERS, over=VILLAGE, args=_of_village),
    "paper-issue": Route(
        post=ISSUERS, over=VILLAGE, args=lambda world: {"paper_id": _profile_draft(world)}, data=_issue_form
    ),
    "paper-withdraw": Route(
        post=ISSUERS,
        over=VILLAGE,
        args=lambda world: {"paper_id": _issued(world)},
        data=lambda world: {"reason": "Keliru."},
    ),
    "paper-discard": Route(post=ISSUERS, over=VILLAGE, args=lambda world: {"paper_id": _drafted(world)}),
    "paper-series": Route(get=OFFICE),
    "paper-series-new": Route(get=KEEPERS, post=KEEPERS, data=lambda world: {**SERIES, "first_year": ""}),
    "paper-series-set": Route(
        get=KEEPERS,
        post=KEEPERS,
        over=REGENCY,
        args=lambda world: {"series_id": _desk(world).series},
        data=lambda world: {**SERIES, "name": "Matriks", "first_year": "", "agency": "BARU"},
    ),
}


def _finding(world: World) -> Key:
    """A finding of the village: one row of its answer repeats another."""

    def make() -> Key:
        edition = catalogue.edition(EDITION)
        true = {code: one.top for code, one in edition.indicators.items()} | {"IKS30": 1}
        found = assess(edition, true)
        said = observations.SubmissionEntry(
            region_id=world.region(),
            year=YEAR,
            edition=EDITION,
            source=Source.OFFICIAL,
            scores=true | {"IKS30": 5},
            dimensions={code: round(float(one.low), 4) for code, one in found.dimensions.items()},
        )
        observations.record_submission(actor=SYSTEM, entry=said)
        run = runs.compute_run(actor=SYSTEM, edition_code=EDITION, year=YEAR, territory=VILLAGE)
        runs.publish_run(actor=SYSTEM, run_id=run)
        return Key(world.region(), "idm", YEAR, "copied_row", "IKS30")

    return world.once("finding", make)


def _finding_address(world: World) -> Mapping[str, Any]:
    key = _finding(world)
    return {"family": key.family, "year": key.year, **_of_village(world), "kind": key.code, "subject": key.subject}


def _together(world: World, actor: Scope) -> object:
    like = _finding(world)
    expected = decisions.token(decisions.equal(SYSTEM, like, VILLAGE))
    return decisions.decide_all(
        actor=actor, like=like, said=decisions.Said("visit", "uji"), expected=expected, territory=VILLAGE
    )


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


def _on_mentor(act: Callable[..., object], **given: Any) -> Service:
    """A service on the user who works in the village."""
    return Service(
        ADMINISTRATORS,
        VILLAGE,
        lambda world, actor: act(actor=actor, user_id=_mentor(world).pk, **given),
        first=_mentor,
    )


def _import(state: str) -> Callable[[World], int]:
    """An import of the village at a state, sent by its operator."""
    return lambda world: world.once(f"import {state}", lambda: desk.import_at(state, VILLAGE, INDICATOR, YEAR))


def _of_import(state: str) -> Parts:
    return lambda world: {"batch_id": _import(state)(world)}


def _seen(world: World) -> str:
    return selectors_of_imports.batch(SYSTEM, _import("previewed")(world)).preview_mark


def _columns(world: World) -> dict[str, str]:
    return {"kolom-0.0": "village", "kolom-0.1": INDICATOR, "kolom-0.2": "year", "sumber": "field", "periksa": "1"}


def _withdrawable(world: World) -> int:
    make = lambda: observations.record_submission(actor=SYSTEM, entry=_field_entry(world)).id  # noqa: E731
    return world.once("withdrawable", make)


# Who sends files and may go on with those of others; who sends them at all.
RESPONSIBLE: Who = frozenset({Role.ADMINISTRATOR, Role.ANALYST})
SENDERS: Who = RECORDERS - {Role.HEAD}

IMPORT_ROUTES: Mapping[str, Route] = {
    "imports": Route(get=RECORDERS),
    "import-upload": Route(
        post=SENDERS, data=lambda world: {"berkas": desk.Again(desk.file_of(VILLAGE, INDICATOR, YEAR))}
    ),
    "import-template": Route(get=SENDERS, query=f"?data=idm:{YEAR}&isi=scores&terisi=1"),
    "import": Route(get=OFFICE, over=VILLAGE, args=_of_import("previewed")),
    "import-file": Route(get=OFFICE, over=VILLAGE, args=_of_import("previewed")),
    "import-progress": Route(get=OFFICE, over=VILLAGE, args=_of_import("previewed")),
    "import-mapping": Route(
        get=RESPONSIBLE, post=RESPONSIBLE, over=VILLAGE, args=_of_import("uploaded"), data=_columns
    ),
    "import-look": Route(post=RESPONSIBLE, over=VILLAGE, args=_of_import("mapped")),
    "import-commit": Route(
        post=RESPONSIBLE, over=VILLAGE, args=_of_import("previewed"), data=lambda world: {"dilihat": _seen(world)}
    ),
    "import-undo": Route(post=RESPONSIBLE, over=VILLAGE, args=_of_import("committed")),
    "import-redo": Route(post=RESPONSIBLE, over=VILLAGE, args=_of_import("undone")),
    "import-abandon": Route(post=RESPONSIBLE, over=VILLAGE, args=_of_import("uploaded")),
    "import-take-up": Route(post=RESPONSIBLE, over=VILLAGE, args=_of_import("abandoned")),
    "import-compute": Route(post=OFFICE, over=REGENCY, args=_of_import("committed")),
}
ROUTES = {**ROUTES, **IMPORT_ROUTES}


OFFICE_ROUTES: Mapping[str, Route] = {
    # The office, its catalogue and its health; the first set-up is over once there is a user
    "setup": Route(get=ADMINISTRATORS, post=ADMINISTRATORS, over=REGENCY),
    "setup-step": Route(
        get=ADMINISTRATORS,
        post=ADMINISTRATORS,
        over=REGENCY,
        args=lambda world: {"slug": "batas"},
        data=lambda world: {"skip": "1"},
    ),
    "setup-done": Route(get=ADMINISTRATORS, post=ADMINISTRATORS, over=REGENCY),
    "office": Route(get=ADMINISTRATORS, post=ADMINISTRATORS, over=REGENCY),
    "office-part": Route(
        get=ADMINISTRATORS,
        post=ADMINISTRATORS,
        over=REGENCY,
        args=lambda world: {"slug": "waktu"},
        data=lambda world: {"time_zone": "Asia/Jayapura", "paper": "A4"},
    ),
    "office-signatory": Route(
        get=ADMINISTRATORS,
        post=ADMINISTRATORS,
        over=REGENCY,
        args=lambda world: {"number": _signatory(world)},
        data=lambda world: {"name": "Baru", "title": "Kepala", "valid_from": "2026-01-01"},
    ),
    "catalogue": Route(get=OFFICE, post=OFFICE),
    "catalogue-edition": Route(get=OFFICE, post=OFFICE, args=lambda world: {"code": EDITION}),
    "health": Route(get=ADMINISTRATORS, post=ADMINISTRATORS, over=REGENCY),
    "health-job": Route(post=ADMINISTRATORS, over=REGENCY, args=lambda world: {"job": _failed_job(world)}),
    "alive": Route(get=VISITORS),
}
ROUTES = {**ROUTES, **OFFICE_ROUTES}


def _signatory(world: World) -> int:
    return office_reads.every_signatory()[0].id


def _failed_job(world: World) -> UUID:
    """A job that failed."""

    def make() -> UUID:
        return DBTaskResult.objects.create(
            status="FAILED", task_path="berdaya.jobs.uji", args_kwargs={}, backend_name="default", run_after=NOW
        ).pk

    return world.once("job", make)


NOW = datetime(2026, 1, 1, tzinfo=UTC)


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
    RECORDS + "access.services.change_user": _on_mentor(access.change_user, full_name="Nama Baru"),
    RECORDS + "access.services.give": _on_mentor(access.give, role=Role.MENTOR, territory=VILLAGE),
    RECORDS + "access.services.deactivate": _on_mentor(access.deactivate),
    RECORDS + "access.services.reactivate": _on_mentor(access.reactivate),
    RECORDS + "access.services.end_grant": Service(
        ADMINISTRATORS,
        VILLAGE,
        lambda world, actor: access.end_grant(actor=actor, grant_id=_mentor(world).grants.get().pk),
        first=_mentor,
    ),
    RECORDS + "access.codes.invite": Service(
        ADMINISTRATORS,
        VILLAGE,
        lambda world, actor: codes.invite(
            actor=actor, username="undangan", full_name="Baru", role=Role.MENTOR, territory=VILLAGE
        ),
    ),
    RECORDS + "access.codes.give_code": _on_mentor(codes.give_code),
    RECORDS + "access.handover.hand_over": Service(
        ADMINISTRATORS,
        VILLAGE,
        lambda world, actor: hand_over(
            actor=actor, giver_id=_mentor(world).pk, taker_id=_other(world).pk, day=date(2030, 1, 1)
        ),
        first=lambda world: (_mentor(world), _other(world)),
    ),
    RECORDS + "access.erasure.erase_user": replace(_on_mentor(erase_user, reason="uji"), roles=OVERSEERS),
    # One's own account is one's own, whatever the role
    RECORDS + "access.accounts.change_password": Service(
        SIGNED_IN, call=lambda world, actor: accounts.change_password(actor=actor, password="pandai-menenun-8")
    ),
    RECORDS + "access.accounts.set_factor": Service(
        SIGNED_IN, call=lambda world, actor: accounts.set_factor(actor=actor, secret="A" * 32, code="salah")
    ),
    RECORDS + "access.accounts.renew_codes": Service(
        SIGNED_IN, call=lambda world, actor: accounts.renew_codes(actor=actor)
    ),
    RECORDS + "access.accounts.drop_factor": Service(
        SIGNED_IN, call=lambda world, actor: accounts.drop_factor(actor=actor)
    ),
    RECORDS + "access.accounts.end_session": _on_mentor(accounts.end_session),
    RECORDS + "access.accounts.unlock": _on_mentor(accounts.unlock),
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
    # Findings and the inbox
    RECORDS + "decisions.services.decide": Service(
        OFFICE,
        VILLAGE,
        lambda world, actor: decisions.decide(
            actor=actor, key=_finding(world), said=decisions.Said("accept", "uji"), expected=0
        ),
        first=_finding,
    ),
    RECORDS + "decisions.services.decide_all": Service(OFFICE, VILLAGE, _together, first=_finding),
    RECORDS + "decisions.services.remark": Service(
        RECORDERS,
        VILLAGE,
        lambda world, actor: decisions.remark(actor=actor, key=_finding(world), reason="uji"),
        first=_finding,
    ),
    RECORDS + "inbox.services.mark_read": Service(SIGNED_IN, call=lambda world, actor: inbox.mark_read(actor=actor)),
    RECORDS + "inbox.services.archive": Service(
        SIGNED_IN, call=lambda world, actor: inbox.archive(actor=actor, message_ids=[0])
    ),
    RECORDS + "inbox.services.restore": Service(
        SIGNED_IN, call=lambda world, actor: inbox.restore(actor=actor, message_ids=[0])
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
    # Papers
    RECORDS + "papers.services.draft_paper": Service(ISSUERS, VILLAGE, lambda world, actor: drafted(actor=actor)),
    RECORDS + "papers.services.discard_draft": Service(
        ISSUERS,
        VILLAGE,
        lambda world, actor: papers.discard_draft(actor=actor, paper_id=_drafted(world)),
        first=_drafted,
    ),
    RECORDS + "papers.services.issue_paper": Service(
        ISSUERS, VILLAGE, lambda world, actor: _issue(_desk(world), _drafted(world), actor), first=_drafted
    ),
    RECORDS + "papers.services.withdraw_paper": Service(
        ISSUERS,
        VILLAGE,
        lambda world, actor: papers.withdraw_paper(actor=actor, paper_id=_issued(world), reason="Keliru."),
        first=_issued,
    ),
    RECORDS + "papers.services.set_series": Service(
        KEEPERS,
        REGENCY,
        lambda world, actor: papers.set_series(
            actor=actor, series_id=_desk(world).series, given={"agency": "BARU"}, territory=REGENCY
        ),
        first=_desk,
    ),
}

IMPORTS = RECORDS + "imports.services."
SHEETS = EXCHANGE + "spreadsheets."


def _on_import(state: str, act: Callable[[World, Scope, int], object]) -> Service:
    """A step on an import of the village that somebody else sent."""
    made = _import(state)
    return Service(RESPONSIBLE, VILLAGE, lambda world, actor: act(world, actor, made(world)), first=made)


def _save_mapping(world: World, actor: Scope, batch: int) -> None:
    mapping, signature = desk.mapping_of(desk.sender(VILLAGE), batch)
    imports.save_mapping(actor=actor, batch_id=batch, mapping=mapping, signature=signature)


def _keep_preview(world: World, actor: Scope, batch: int) -> None:
    imports.keep_preview(actor=actor, batch_id=batch, preview=desk.preview_of(desk.sender(VILLAGE), batch))


SERVICES = {
    **SERVICES,
    # Spreadsheets: a file is its sender's, and the office's that is responsible for the territory
    RECORDS + "observations.services.withdraw_submissions": Service(
        SENDERS,
        VILLAGE,
        lambda world, actor: observations.withdraw_submissions(actor=actor, submission_ids=[_withdrawable(world)]),
        first=_withdrawable,
    ),
    IMPORTS + "send": Service(
        SENDERS, ANYWHERE, lambda world, actor: imports.send(actor=actor, name="uji.csv", content=b"kode\n")
    ),
    IMPORTS + "save_mapping": _on_import("uploaded", _save_mapping),
    IMPORTS + "begin_job": _on_import(
        "mapped", lambda world, actor, batch: imports.begin_job(actor=actor, batch_id=batch, job=Job.PREVIEW)
    ),
    IMPORTS + "end_job": _on_import("mapped", lambda world, actor, batch: imports.end_job(actor=actor, batch_id=batch)),
    IMPORTS + "keep_preview": _on_import("previewed", _keep_preview),
    IMPORTS + "commit": _on_import(
        "previewed", lambda world, actor, batch: imports.commit(actor=actor, batch_id=batch, seen=_seen(world))
    ),
    IMPORTS + "undo": _on_import("committed", lambda world, actor, batch: imports.undo(actor=actor, batch_id=batch)),
    IMPORTS + "redo": _on_import("undone", lambda world, actor, batch: imports.redo(actor=actor, batch_id=batch)),
    IMPORTS + "abandon": _on_import(
        "uploaded", lambda world, actor, batch: imports.abandon(actor=actor, batch_id=batch)
    ),
    IMPORTS + "take_up": _on_import(
        "abandoned", lambda world, actor, batch: imports.take_up(actor=actor, batch_id=batch)
    ),
    SHEETS + "filling.filled_template": Service(
        SENDERS,
        ANYWHERE,
        lambda world, actor: filling.filled_template(
            actor=actor,
            family="idm",
            year=YEAR,
            contents="scores",
            territory="",
            filled=True,
            language="id",
            at=datetime(2026, 1, 1, tzinfo=UTC),
        ),
    ),
    SHEETS + "importing.upload": Service(through=(IMPORTS + "send",)),
    SHEETS + "importing.look": Service(through=(IMPORTS + "keep_preview",)),
    SHEETS + "importing.save": Service(through=(IMPORTS + "commit",)),
    SHEETS + "importing.take_back": Service(through=(IMPORTS + "undo",)),
    SHEETS + "jobs.start_look": Service(through=(IMPORTS + "begin_job", IMPORTS + "keep_preview")),
    SHEETS + "jobs.start_commit": Service(through=(IMPORTS + "begin_job", IMPORTS + "commit")),
}


OFFICE_RECORDS = RECORDS + "office."


def _of_office(act: Callable[..., object], over: str = REGENCY, **given: Any) -> Service:
    return Service(ADMINISTRATORS, over, lambda world, actor: act(actor=actor, **given))


SERVICES = {
    **SERVICES,
    # The office and what runs it
    OFFICE_RECORDS + "services.set_regency": _of_office(office.set_regency, code="99.01", name="Kabupaten Lain"),
    OFFICE_RECORDS + "services.change_office": _of_office(office.change_office, contact="baru"),
    OFFICE_RECORDS + "services.set_logo": _of_office(office.set_logo, content=b""),
    OFFICE_RECORDS + "services.finish_step": _of_office(office.finish_step, step="uji"),
    OFFICE_RECORDS + "services.add_signatory": _of_office(
        office.add_signatory, name="Baru", title="Kepala", valid_from=date(2026, 1, 1)
    ),
    OFFICE_RECORDS + "services.change_signatory": Service(
        ADMINISTRATORS,
        REGENCY,
        lambda world, actor: office.change_signatory(actor=actor, signatory_id=_signatory(world), name="Baru"),
    ),
    OFFICE_RECORDS + "first.make_first_administrator": Service(
        through=(RECORDS + "access.services.create_user", RECORDS + "access.services.grant")
    ),
    OFFICE_RECORDS + "jobs.retry": Service(
        ADMINISTRATORS,
        REGENCY,
        lambda world, actor: jobs.retry(actor=actor, job_id=str(_failed_job(world))),
        first=_failed_job,
    ),
    OFFICE_RECORDS + "jobs.dismiss": Service(
        ADMINISTRATORS,
        REGENCY,
        lambda world, actor: jobs.dismiss(actor=actor, job_id=str(_failed_job(world))),
        first=_failed_job,
    ),
    OFFICE_RECORDS + "jobs.release_lost": _of_office(jobs.release_lost, EVERYWHERE),
    OFFICE_RECORDS + "workers.beat": _of_office(workers.beat, EVERYWHERE, name="uji"),
    OFFICE_RECORDS + "workers.leave": _of_office(workers.leave, EVERYWHERE, name="uji"),
    OFFICE_RECORDS + "operations.note": _of_office(operations.note, EVERYWHERE, deed=Deed.DRILL, ok=True, details={}),
}
