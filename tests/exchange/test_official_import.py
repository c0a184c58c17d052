"""Official answers into the ledger: twice is once, and nothing malformed ever touches what is there."""

import json
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.exchange.official.importing import import_answers, questions
from berdaya.exchange.official.source import Fetched, from_paths
from berdaya.exchange.recording import publish_imported
from berdaya.records.access.scope import PUBLIC, SYSTEM
from berdaya.records.observations.models import Document, Observation, Submission
from berdaya.records.observations.selectors import history, shown
from berdaya.records.regions.services import record_move
from berdaya.records.runs.selectors import published_results

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def fetched(raw: bytes, source: str = "9901012001/2024.json", **parts) -> Fetched:
    return Fetched(source, NOON, raw, **parts)


def ledger() -> tuple[int, int, int]:
    return Document.objects.count(), Submission.objects.count(), Observation.objects.count()


def load(*answers: Fetched, **parts):
    return import_answers(actor=SYSTEM, answers=answers, **parts)


def test_an_answer_is_recorded_with_its_bytes_hash_time_and_source(regency, official_answer):
    raw = official_answer(IKE01=1)
    imported = load(fetched(raw))
    assert (imported.recorded, imported.unchanged, imported.failures) == (1, 0, [])
    document = Document.objects.get()
    assert (document.content, document.source, document.fetched_at) == (raw, "9901012001/2024.json", NOON)
    values = shown(SYSTEM, regency["9901012001"], 2024, "idm-2023")
    assert len(values["score"]) == 50
    assert values["score"]["IKE01"].value == 1
    assert set(values["dimension"]) == {"IKS", "IKE", "IKL"}
    assert values["status"]["status"].value == "MANDIRI"
    assert set(values["index"]) == {"IDM"}


def test_twice_is_once(regency, official_answer):
    answers = [fetched(official_answer(code, year)) for code in ("9901012001", "9901022001") for year in (2023, 2024)]
    load(*answers)
    before = ledger()
    again = load(*answers, *answers)
    assert (again.recorded, again.unchanged) == (0, 8)
    assert ledger() == before
    assert again.editions == {("idm-2023", 2023), ("idm-2023", 2024)}


def test_a_changed_answer_stands_beside_the_old_and_is_shown(regency, official_answer):
    load(fetched(official_answer(IKE01=1)))
    load(fetched(official_answer(IKE01=3)))
    entries = history(PUBLIC, regency["9901012001"], ["IKE01"])
    assert [(entry.value, entry.shown) for entry in entries] == [(3, True), (1, False)]


MALFORMED = {
    "nothing": (b"", "official.empty"),
    "spaces": (b"  \n", "official.empty"),
    "a page": (b"<!DOCTYPE html><html><body>Maintenance</body></html>", "official.html"),
    "scalar": (b'{"header":{"scalar":false},"body":false}', "official.no_data"),
    "refusal": (b'{"status":400,"error":true,"message":"Bad Request"}', "official.no_data"),
    "no rows": (b'{"status":200,"mapData":{"SUMMARIES":{"TAHUN":2024},"ROW":[],"IDENTITAS":[]}}', "official.no_data"),
    "null": (b"null", "official.no_data"),
    "a list": (b"[]", "official.no_data"),
    "a number": (b"7", "official.no_data"),
    "binary": (b"\x00\xff\xfe\x01", "official.truncated"),
}


@pytest.mark.parametrize(("raw", "code"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_answer_leaves_the_ledger_and_is_told(regency, official_answer, raw, code):
    load(fetched(official_answer()))
    before = ledger()
    imported = load(fetched(raw))
    assert ledger() == before
    (failure,) = imported.failures
    assert (failure.village, failure.year, failure.problem.code) == ("9901012001", 2024, code)


@given(cut=st.floats(0, 1, exclude_max=True))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_body_cut_anywhere_leaves_the_ledger(regency, official_answer, cut):
    raw = official_answer()
    imported = load(fetched(raw[: int(len(raw) * cut)]))
    (failure,) = imported.failures
    assert failure.problem.code in ("official.truncated", "official.empty")
    assert ledger() == (0, 0, 0)


def test_an_empty_year_and_a_year_without_edition_are_told(regency, official_answer):
    empty = json.loads(official_answer())
    for row in empty["mapData"]["ROW"]:
        row["SKOR"] = None
    future = json.loads(official_answer())
    future["mapData"]["SUMMARIES"]["TAHUN"] = 2091
    imported = load(*(fetched(json.dumps(body).encode()) for body in (empty, future)))
    assert [failure.problem.code for failure in imported.failures] == [
        "official.no_data",
        "definition.no_edition_for_year",
    ]
    assert ledger() == (0, 0, 0)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("9901012009", "region.unknown"),
        ("9901010001", "region.bps_code"),
        ("990101", "region.not_village"),
        ("", "region.code_not_understood"),
        ("Bukit Raya", "region.code_not_understood"),
    ],
)
def test_an_unknown_village_fails_alone(regency, official_answer, code, problem):
    imported = load(fetched(official_answer(code)), fetched(official_answer("9901022001")))
    assert [failure.problem.code for failure in imported.failures] == [problem]
    assert (imported.recorded, Document.objects.count()) == (1, 1)


def test_an_answer_for_another_village_or_year_than_asked_is_refused(regency, official_answer):
    imported = load(
        fetched(official_answer("9901012002"), asked=("9901012001", 2024)),
        fetched(official_answer("9901012001", 2023), asked=("9901012001", 2024)),
        fetched(official_answer("9901012001", 2024), asked=("99.01.01.2001", 2024)),
    )
    assert [failure.problem.code for failure in imported.failures] == ["official.wrong_village", "official.no_data"]
    assert imported.recorded == 1


def test_answers_follow_a_village_that_moved(regency, official_answer):
    record_move(
        actor=SYSTEM,
        village=RegionCode.parse("99.01.01.2002"),
        new_code=RegionCode.parse("99.01.02.2002"),
        from_year=2023,
    )
    load(fetched(official_answer("9901012002", 2021)), fetched(official_answer("9901022002", 2024)))
    for _ in publish_imported(actor=SYSTEM, imported=load(fetched(official_answer("9901012002", 2021)))):
        pass
    imported = load(fetched(official_answer("9901022002", 2024)))
    assert [(edition, year) for edition, year, _ in publish_imported(actor=SYSTEM, imported=imported)] == [
        ("idm-2023", 2024)
    ]
    rows = published_results(PUBLIC, "idm")
    assert [(row.region_id, row.code, row.year) for row in rows] == [
        (regency["9901012002"], "9901022002", 2021),
        (regency["9901012002"], "9901022002", 2024),
    ]


def test_a_folder_a_file_and_a_zip_read_the_same(regency, official_answer, tmp_path):
    folder = tmp_path / "answers"
    for code in ("9901012001", "9901012002"):
        (folder / code).mkdir(parents=True)
        (folder / code / "2024.json").write_bytes(official_answer(code))
    archive = tmp_path / "answers.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.rglob("*.json")):
            packed.write(file, file.relative_to(folder))
    assert import_answers(actor=SYSTEM, answers=from_paths([folder])).recorded == 2
    before = ledger()
    assert import_answers(actor=SYSTEM, answers=from_paths([archive])).unchanged == 2
    one = import_answers(actor=SYSTEM, answers=from_paths([folder / "9901012001" / "2024.json"]))
    assert one.unchanged == 1
    assert ledger() == before


def test_a_zip_with_tricks_is_read_without_harm(regency, official_answer, tmp_path):
    archive = tmp_path / "tricks.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("../../outside.json", official_answer("9901012001"))
        packed.writestr("z/bomb.json", b" " * (50 * 1024 * 1024))
    imported = import_answers(actor=SYSTEM, answers=from_paths([archive]))
    assert imported.recorded == 1
    assert [failure.problem.code for failure in imported.failures] == ["file.unreadable"]
    assert not (tmp_path.parent.parent / "outside.json").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tricks.zip"]


def test_a_damaged_zip_is_told(regency, official_answer, tmp_path):
    archive = tmp_path / "damaged.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("9901012001/2024.json", official_answer())
    whole = archive.read_bytes()
    archive.write_bytes(whole[:200] + b"\x00" * 40 + whole[240:])
    imported = import_answers(actor=SYSTEM, answers=from_paths([archive]))
    assert [failure.problem.code for failure in imported.failures] == ["file.unreadable"]
    assert ledger() == (0, 0, 0)
    archive.write_bytes(b"no zip")
    assert import_answers(actor=SYSTEM, answers=from_paths([archive])).failures[0].problem.code == "file.unreadable"


def test_paths_that_are_not_there_or_of_another_kind_are_refused(tmp_path):
    with pytest.raises(Problem) as refused:
        list(from_paths([tmp_path / "none.json"]))
    assert refused.value.code == "file.not_found"
    (tmp_path / "letter.docx").write_bytes(b"x")
    with pytest.raises(Problem) as refused:
        list(from_paths([tmp_path / "letter.docx"]))
    assert refused.value.code == "file.unsupported"


def test_only_served_years_are_asked():
    assert list(questions(["9901012001"], [2091, 2024, 2023])) == [("9901012001", 2023), ("9901012001", 2024)]


def test_progress_is_told_after_each_batch(regency, official_answer):
    counts = []
    answers = [fetched(official_answer(code)) for code in ("9901012001", "9901012002", "9901022001")]
    load(*answers, batch=2, progress=lambda imported: counts.append(imported.read))
    assert counts == [2, 3]


@pytest.mark.parametrize("failing", range(1, 10))
def test_whichever_write_fails_nothing_is_half_written_and_a_rerun_completes(
    regency, official_answer, monkeypatch, failing
):
    """Two batches of two answers: in each two documents, one batch of submissions, one of observations."""
    answers = [fetched(official_answer(code, year)) for code in ("9901012001", "9901012002") for year in (2023, 2024)]
    count = iter(range(1, 1000))

    def breaking(write):
        def attempt(*args, **kwargs):
            result = write(*args, **kwargs)
            if next(count) == failing:
                raise OSError("disk full")
            return result

        return attempt

    with monkeypatch.context() as broken:
        broken.setattr(Document, "save", breaking(Document.save))
        for manager in (Submission.objects, Observation.objects):
            broken.setattr(manager, "bulk_create", breaking(manager.bulk_create))
        if failing <= 8:
            with pytest.raises(OSError, match="disk full"):
                load(*answers, batch=2)
        else:
            load(*answers, batch=2)
    whole = (failing - 1) // 4 * 2
    per_answer = 50 + 50 + 3 + 1 + 1
    assert ledger() == (whole, whole, whole * per_answer)
    load(*answers, batch=2)
    assert ledger() == (4, 4, 4 * per_answer)
