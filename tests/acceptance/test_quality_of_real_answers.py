"""The findings page on the official answers of 2023 and 2024: what the source printed twice is listed, with its evidence."""

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest
from django.core.cache import cache

from berdaya.domain.values import RegionCode
from berdaya.exchange import regions_csv, scores
from berdaya.exchange.recording import publish_imported
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM
from berdaya.records.decisions.evidence import evidence
from berdaya.records.decisions.findings import found
from berdaya.records.decisions.kinds import State
from berdaya.records.decisions.models import Decision
from berdaya.records.decisions.selectors import standings
from berdaya.records.regions.services import RegionEntry, import_regions

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]
ANSWERS = "data/idm/scores_2021_2024.csv"


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def regions_of(codes: set[str], shared: Path) -> list[RegionEntry]:
    """The villages of some codes with everything above them, as the region list names them."""
    wanted = {code[:digits] for code in codes for digits in (2, 4, 6, 10)}
    with gzip.open(shared / "data/wilayah/indonesia_wilayah_2025.csv.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row and row[0].replace(".", "") in wanted]
    return [RegionEntry(RegionCode(row[0].replace(".", "")), row[1]) for row in rows]


@pytest.fixture
def country(shared: Path, tmp_path: Path) -> None:
    """Both years of every village in the table, imported and published as an office would."""
    with (shared / ANSWERS).open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] in ("2023", "2024")]
    names = {row["village_code"]: row for row in rows}
    known = {entry.code.plain: entry for entry in regions_of(set(names), shared)}
    for code, row in names.items():
        for digits, column in ((2, "province"), (4, "regency"), (6, "district"), (10, "village")):
            plain = code[:digits]
            known.setdefault(plain, RegionEntry(RegionCode(plain), row[column]))
    import_regions(actor=SYSTEM, rows=sorted(known.values(), key=lambda entry: entry.code.plain))
    table = tmp_path / "answers.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    imported = scores.import_scores(actor=SYSTEM, path=table)
    assert (imported.recorded, imported.failures) == (3148, [])
    list(publish_imported(actor=SYSTEM, imported=imported))


def test_the_copied_row_is_listed_with_its_evidence_and_decided_at_once(country: None, client, settings) -> None:
    settings.SECOND_FACTOR = "offered"
    every = found(SYSTEM, "idm", 2024)
    kinds = Counter(one.key.code for one in every)
    assert kinds["copied_row"] == 369
    assert not [code for code in kinds if code.endswith("mismatch")]
    copied = [one for one in every if one.key.code == "copied_row"]
    assert {one.key.subject for one in copied} == {"IKS30"}
    assert {round(abs(one.published - one.recomputed) * 175, 4) for one in copied} == {4.0}
    agreeing = Counter(_with_last_year(one) for one in copied)
    # Last year's answers say the same as the repair nearly everywhere.
    assert agreeing == {"repaired": 357, "printed": 12}
    assert not [one for one in found(SYSTEM, "idm", 2023) if one.key.code == "copied_row"]

    analyst = User.objects.create_user("analis-uji", full_name="Analis Uji")
    Grant.objects.create(user=analyst, role=Role.ANALYST, territory="")
    client.force_login(analyst)
    page = client.get("/mutu/?indeks=idm&tahun=2024&jenis=copied_row")
    assert page.status_code == 200
    (group,) = (one for one in page.context["groups"] if one.name == "Baris tersalin")
    assert (group.count, group.waits, group.villages) == (369, 369, 369)
    preview = client.get("/mutu/serentak/?indeks=idm&tahun=2024&jenis=copied_row&tentang=IKS30")
    assert len(preview.context["those"]) == 369
    done = client.post(
        "/mutu/serentak/",
        {
            "indeks": "idm",
            "tahun": "2024",
            "jenis": "copied_row",
            "tentang": "IKS30",
            "pilihan": "repair",
            "alasan": "Baris 30 mencetak nilai baris 31.",
            "daftar": preview.context["token"],
        },
    )
    assert done.status_code == 302
    assert Decision.objects.count() == 369
    states = Counter(one.state for one in standings(SYSTEM, copied, "idm", 2024))
    assert states == {State.REPAIRED: 369}


def _with_last_year(one) -> str:
    """Whether last year's score is the repaired one, the printed one, or another."""
    (line,) = evidence(SYSTEM, one)
    assert line.would_be == one.repaired_to
    return "repaired" if line.before == line.would_be else "printed" if line.before == line.printed else "other"


def test_the_one_contradiction_of_kutai_kartanegara_has_leads(shared: Path) -> None:
    data = shared / "data"
    assert not regions_csv.import_file(actor=SYSTEM, path=data / "wilayah/kukar_wilayah_2025.csv").problems
    imported = scores.import_scores(actor=SYSTEM, path=data / "kukar/idm2024_kukar_indikator.csv", year=2024)
    list(publish_imported(actor=SYSTEM, imported=imported))
    (one,) = (item for item in found(SYSTEM, "idm", 2024) if item.key.code.endswith("mismatch"))
    assert (one.village, one.dimension) == ("6402012011", "IKS")
    leads = evidence(SYSTEM, one)
    assert leads
    for lead in leads:
        assert lead.printed is not None
        assert lead.would_be == lead.printed - 2
