"""The office keeps what stands on its letters, refuses what does not fit, and notes every change in the trail."""

import contextlib
import struct
import zlib
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from berdaya.demo.office import emblem
from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.audit.models import Entry
from berdaya.records.office import services
from berdaya.records.office.logos import LARGEST, logo
from berdaya.records.office.models import Office
from berdaya.records.office.selectors import every_signatory, letterhead, office, signatories
from berdaya.records.office.zones import TimeZone, zone_of

ADMINISTRATOR = Scope(frozenset({(Role.ADMINISTRATOR, "9901")}))


@pytest.fixture
def kantor(db):
    services.set_regency(actor=SYSTEM, code="99.01", name="Kabupaten Contoh")


def entries():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_before_the_first_set_up_there_is_nothing(db):
    assert office() is None
    assert letterhead().logo == b""
    assert signatories(date(2026, 1, 1)) == []
    with pytest.raises(Problem, match=r"office\.not_set_up"):
        services.change_office(actor=SYSTEM, agency="Dinas")


def test_the_regency_gives_name_and_time_zone(regency):
    assert services.set_regency(actor=SYSTEM, code="99.01") == "9901"
    card = office()
    assert (card.regency_name, card.time_zone, card.paper) == ("Kabupaten Contoh", "Asia/Makassar", "F4")


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        *((code, "WIB") for code in ("1101", "3201", "6101", "6201")),
        *((code, "WITA") for code in ("5103", "6301", "6402", "6501", "7371", "9901")),
        *((code, "WIT") for code in ("8171", "9101", "9604")),
    ],
)
def test_a_province_keeps_its_time(code, zone):
    assert zone_of(code) is TimeZone[zone]


@pytest.mark.parametrize(
    ("code", "problem"),
    [("99", "office.not_a_regency"), ("99.01.01", "office.not_a_regency"), ("kode", "region.code_not_understood")],
)
def test_only_a_regency_can_be_served(db, code, problem):
    with pytest.raises(Problem) as raised:
        services.set_regency(actor=SYSTEM, code=code)
    assert raised.value.code == problem


def test_there_is_one_office(kantor):
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.create(pk=2, regency_code="9902", regency_name="Lain")


def test_a_change_leaves_its_line_with_old_and_new(kantor):
    services.change_office(actor=ADMINISTRATOR, agency="Dinas Contoh", contact="")
    entry = Entry.objects.latest("pk")
    assert entry.action == "office.change"
    assert "Dinas Contoh" in entry.after
    assert "contact" not in entry.after, "what stayed is not told"
    before = entries()
    services.change_office(actor=ADMINISTRATOR, agency="Dinas Contoh")
    assert entries() == before, "nothing changed, nothing told"


def test_two_editors_notice_each_other(kantor):
    seen = office().version
    services.change_office(actor=SYSTEM, seen=seen, agency="Dinas Satu")
    with pytest.raises(Problem, match=r"office\.changed_meanwhile"):
        services.change_office(actor=SYSTEM, seen=seen, agency="Dinas Dua")
    assert office().agency == "Dinas Satu"


def test_what_does_not_fit_is_refused_and_not_kept(kantor):
    with pytest.raises(ValidationError):
        services.change_office(actor=SYSTEM, time_zone="Europe/Amsterdam")
    with pytest.raises(ValidationError):
        services.add_signatory(actor=SYSTEM, name="A", title="B", nip="123", valid_from=date(2026, 1, 1))
    with pytest.raises(ValidationError):
        services.add_signatory(
            actor=SYSTEM, name="A", title="B", valid_from=date(2026, 1, 2), valid_until=date(2026, 1, 1)
        )
    assert office().time_zone == "Asia/Makassar"
    assert every_signatory() == []


def test_who_signs_depends_on_the_day(kantor):
    first = services.add_signatory(
        actor=SYSTEM, name="Lama", title="Kepala", valid_from=date(2024, 1, 1), valid_until=date(2025, 6, 30)
    )
    services.add_signatory(actor=SYSTEM, name="Baru", title="Kepala", valid_from=date(2025, 7, 1))
    names = {
        day: [one.name for one in signatories(day)] for day in (date(2023, 1, 1), date(2025, 6, 30), date(2025, 7, 1))
    }
    assert list(names.values()) == [[], ["Lama"], ["Baru"]]
    services.change_signatory(actor=SYSTEM, signatory_id=first, name="Lama, M.Si.")
    assert every_signatory()[0].name == "Lama, M.Si."
    with pytest.raises(Problem, match=r"office\.no_such_signatory"):
        services.change_signatory(actor=SYSTEM, signatory_id=0, name="Lain")


def test_a_logo_comes_back_as_it_was_and_goes(kantor):
    services.set_logo(actor=SYSTEM, content=emblem())
    assert (letterhead().logo, letterhead().logo_type) == (emblem(), "image/png")
    assert "image/png" in Entry.objects.latest("pk").after
    services.set_logo(actor=SYSTEM, content=b"")
    assert letterhead().logo == b""


def jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + bytes(14) + frame + b"\xff\xda" + bytes(20) + b"\xff\xd9"


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_pictures_are_known_by_their_content():
    assert (logo(png(64, 80)).type, logo(png(64, 80)).width) == ("image/png", 64)
    found = logo(jpeg(120, 90))
    assert (found.type, found.width, found.height) == ("image/jpeg", 120, 90)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "office.logo_type"),
        (b"GIF89a" + bytes(40), "office.logo_type"),
        (emblem()[:-5], "office.logo_broken"),
        (emblem().replace(b"IDAT", b"IDAX"), "office.logo_broken"),
        (jpeg(90, 90)[:40], "office.logo_broken"),
        (png(8, 80), "office.logo_size"),
        (png(80, 90000), "office.logo_size"),
        (b"\x89PNG\r\n\x1a\n" + bytes(LARGEST), "office.logo_too_big"),
    ],
)
def test_what_is_no_whole_picture_of_a_sensible_size_is_refused(content, problem):
    with pytest.raises(Problem) as raised:
        logo(content)
    assert raised.value.code == problem


@given(
    st.sampled_from([emblem(), jpeg(90, 90), b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]), st.binary(max_size=60), st.data()
)
def test_no_content_breaks_the_reading(whole, noise, data):
    at = data.draw(st.integers(0, len(whole)))
    # A Problem is an answer; anything else would fail the test.
    with contextlib.suppress(Problem):
        logo(whole[:at] + noise + whole[at:])
