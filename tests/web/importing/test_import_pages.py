"""The pages of Impor: every step by click, wrong files told in words, large ones by a worker, and any bytes at all."""

import io
import re
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from berdaya.domain.values import RegionCode
from berdaya.exchange.spreadsheets import guard, importing, jobs
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM
from berdaya.records.audit.models import Entry
from berdaya.records.imports.kinds import LOST, BatchState, Job
from berdaya.records.imports.models import ImportBatch
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.models import Submission
from berdaya.records.observations.services import SubmissionEntry, record_submission
from berdaya.records.regions.codes import code_book
from berdaya.records.regions.services import RegionEntry, import_regions
from berdaya.records.runs.models import Run, State
from berdaya.records.runs.services import compute_run, publish_run
from tests.exchange.spreadsheets.conftest import TERRITORIES, workbook

FIRST = "9901012001"
GOOD = workbook([["Kode Desa", "CLI", "SCH", "Tahun"], ["99.01.01.2001", 4, 9, 2024], ["99.01.01.2002", 2, 4, 2024]])

SignIn = Callable[..., Client]


@pytest.fixture
def regency(db: None) -> dict[str, int]:
    import_regions(actor=SYSTEM, rows=[RegionEntry(RegionCode.parse(code), name) for code, name in TERRITORIES.items()])
    return dict(code_book().current)


@pytest.fixture
def sign_in(regency: dict[str, int]) -> SignIn:
    """A browser of somebody who holds a role."""

    def make(role: Role = Role.ANALYST, territory: str = "9901") -> Client:
        user, made = User.objects.get_or_create(username=f"{role}{territory}")
        if made:
            Grant.objects.create(user=user, role=role, territory=territory)
        client = Client()
        client.force_login(user)
        return client

    return make


def send(client: Client, content: bytes, name: str = "data.xlsx"):
    return client.post(reverse("import-upload"), {"berkas": SimpleUploadedFile(name, content)})


def mapped(client: Client, content: bytes = GOOD, **given: str) -> int:
    """Send a file, take its columns as they are found, and look at it."""
    sent = send(client, content)
    assert sent.status_code == 302, sent.content.decode()
    page = client.get(sent["Location"]).content.decode()
    fields = dict(re.findall(r'name="(kolom-[\d.]+)"[^>]*? value="([^"]*)"', page))
    year = re.search(r'name="tahun"[^>]*? value="([^"]*)"', page)
    assert year
    edition = re.search(r'name="definisi" value="([^"]*)"', page)
    assert edition
    body = {"definisi": edition[1], "tahun": year[1], "sumber": "field", "periksa": "1", **fields, **given}
    answer = client.post(sent["Location"], body)
    assert answer.status_code == 302, answer.content.decode()
    return int(re.search(r"/impor/(\d+)/", sent["Location"])[1])  # type: ignore[index]


def page_of(client: Client, batch: int) -> str:
    return client.get(reverse("import", args=[batch])).content.decode()


def press(client: Client, name: str, batch: int, **body: str):
    return client.post(reverse(name, args=[batch]), body, follow=True)


def seen(batch: int) -> str:
    return ImportBatch.objects.get(pk=batch).preview_mark


def test_a_file_goes_from_the_form_to_the_ledger_and_back(sign_in):
    client = sign_in()
    batch = mapped(client)
    page = page_of(client, batch)
    assert "3 nilai akan disimpan" in page
    assert "1 sel atau baris tidak dapat dipakai" in page
    assert "C2<br>" in page
    saved = press(client, "import-commit", batch, dilihat=seen(batch)).content.decode()
    assert "Tersimpan: catatan 2 desa" in saved
    assert "Hasil yang terbit belum berubah" in saved
    assert "Hitung ulang</button>" in saved
    undone = press(client, "import-undo", batch).content.decode()
    assert "Dibatalkan" in undone
    assert "Tersimpan" in press(client, "import-redo", batch).content.decode()
    told = set(Entry.objects.values_list("action", flat=True))
    assert {"import.send", "import.commit", "import.undo", "import.redo"} <= told
    assert "data.xlsx" in client.get(reverse("imports")).content.decode()


def test_what_changed_in_between_is_shown_and_asked_again(sign_in, regency):
    client = sign_in()
    batch = mapped(client)
    mark = seen(batch)
    entry = SubmissionEntry(
        region_id=regency[FIRST], year=2024, edition="contoh-2020", source=Source.FIELD, scores={"CLI": 0}
    )
    record_submission(actor=SYSTEM, entry=entry)
    page = press(client, "import-commit", batch, dilihat=mark).content.decode()
    assert "1 nilai berubah sejak berkas ini diperiksa" in page
    assert Submission.objects.count() == 1
    assert ImportBatch.objects.get().state == BatchState.PREVIEWED
    press(client, "import-commit", batch, dilihat=seen(batch))
    assert Submission.objects.count() == 3


def test_faults_can_be_taken_away_as_excel_and_run_nothing(sign_in):
    client = sign_in()
    batch = mapped(client, workbook([["kode", "CLI", "Tahun"], ["9901012001", "@SUM(1)", 2024]]))
    found = client.get(reverse("import", args=[batch]), {"g-ekspor": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(found)))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert any("@SUM(1)" in str(cell.value) for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
    assert Entry.objects.filter(action="import.faults").exists()


def test_the_columns_can_be_corrected_and_mistakes_are_named_at_their_field(sign_in):
    client = sign_in()
    address = send(client, workbook([["No", "Desa X", "A", "B"], [1, "9901012001", 4, 1]]))["Location"]
    body = {"definisi": "contoh-2020", "tahun": "2024", "periksa": "1", "kolom-0.1": "kode desa"}
    for fields, words in (
        ({"kolom-0.2": "apa"}, "bukan kolom Contoh"),
        ({"kolom-0.2": "CLI", "kolom-0.3": "CLI"}, "dipilih untuk dua kolom"),
        ({}, "Belum ada kolom jawaban atau skor"),
        ({"kolom-0.1": "", "kolom-0.2": "CLI"}, "Belum ada kolom kode desa"),
        ({"kolom-0.2": "CLI", "tahun": "24"}, "Tulis tahun datanya"),
    ):
        answer = client.post(address, {**body, **fields})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    wrong = client.post(address, {**body, "kolom-0.2": "apa"}).content.decode()
    assert re.search(r'id="kolom-0-2"[^>]*aria-invalid="true" aria-describedby="kolom-0-2-salah"', wrong)
    assert client.post(address, {**body, "kolom-0.2": "clinic_minutes", "kolom-0.3": "SCH"}).status_code == 302
    assert "2 nilai akan disimpan" in page_of(client, ImportBatch.objects.get().pk)


def test_a_file_of_an_unknown_shape_asks_for_its_definition(sign_in):
    client = sign_in()
    answer = client.get(send(client, workbook([["a", "b"], [1, 2]]))["Location"])
    assert answer.status_code == 422
    assert "Definisi indeks" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 422, "kosong"),
        (b"PK\x03\x04junk", 422, "rusak"),
        (guard.OLE + bytes(600), 422, "Excel lama"),
        (b"%PDF-1.7 ", 422, "PDF"),
        (bytes(guard.LARGEST + 1), 413, "lebih besar dari 10 MB"),
    ],
)
def test_wrong_files_are_told_what_to_do(sign_in, content, status, words):
    answer = send(sign_in(), content)
    assert answer.status_code == status
    page = answer.content.decode()
    assert words in page
    assert 'action="/impor/#r-daftar"' in page
    assert 'name="next" value="/impor/"' in page
    assert not ImportBatch.objects.exists()


def test_an_upload_without_end_is_cut_off_before_it_fills_memory(sign_in):
    client = sign_in()

    body = b"".join(
        (
            b'--b\r\nContent-Disposition: form-data; name="berkas"; filename="besar.xlsx"\r\n\r\n',
            bytes(60 * 1024 * 1024),
            b"\r\n--b--\r\n",
        )
    )
    answer = client.post(reverse("import-upload"), body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413


def test_a_form_without_its_token_is_refused(sign_in):
    sender = sign_in()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sender.cookies
    assert send(strict, GOOD).status_code == 403
    assert not ImportBatch.objects.exists()


def test_operators_see_their_own_imports_and_only_their_village_counts(sign_in):
    operator, other, analyst = sign_in(Role.VILLAGE_OPERATOR, FIRST), sign_in(Role.MENTOR, "9901022001"), sign_in()
    batch = mapped(operator)
    page = page_of(operator, batch)
    assert "1 nilai akan disimpan" in page
    assert "di luar wilayah Anda" in page
    assert "Data resmi" not in operator.get(reverse("import-mapping", args=[batch])).content.decode()
    assert other.get(reverse("import", args=[batch])).status_code == 404
    assert "data.xlsx" not in other.get(reverse("imports")).content.decode()
    assert analyst.get(reverse("import", args=[batch])).status_code == 200


def test_the_file_comes_back_as_it_was_sent_and_is_never_opened_by_the_browser(sign_in):
    client = sign_in()
    batch = mapped(client)
    answer = client.get(reverse("import-file", args=[batch]))
    assert answer.content == GOOD
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(action="import.download").count() == 1
    assert GOOD[:50] not in bytes(ImportBatch.objects.get().sealed_content)
    assert b"data.xlsx" not in bytes(ImportBatch.objects.get().sealed_name)


def test_an_import_is_put_aside_and_taken_up_again(sign_in):
    client = sign_in()
    batch = mapped(client)
    assert "Disisihkan" in press(client, "import-abandon", batch).content.decode()
    assert client.get(reverse("import-mapping", args=[batch])).status_code == 302
    assert "Cocokkan kolom" in press(client, "import-take-up", batch).content.decode()


def test_results_are_computed_anew_by_who_may_publish(sign_in, regency):
    entries = {"CLI": 2, "SCH": 4, "MKT": 4, "ROA": 4}
    entry = SubmissionEntry(
        region_id=regency[FIRST], year=2024, edition="contoh-2020", source=Source.FIELD, scores=entries
    )
    record_submission(actor=SYSTEM, entry=entry)
    publish_run(actor=SYSTEM, run_id=compute_run(actor=SYSTEM, edition_code="contoh-2020", year=2024, territory="9901"))
    administrator = sign_in(Role.ADMINISTRATOR, "")
    batch = mapped(administrator, sumber="field")
    page = press(administrator, "import-commit", batch, dilihat=seen(batch)).content.decode()
    assert "Hitung ulang dan terbitkan" in page
    done = press(administrator, "import-compute", batch).content.decode()
    assert "dihitung ulang dan terbit" in done
    assert "Hasil yang terbit belum berubah" not in done
    assert list(Run.objects.order_by("pk").values_list("state", flat=True)) == [State.SUPERSEDED, State.PUBLISHED]
    assert "Hasil yang terbit belum berubah" in press(administrator, "import-undo", batch).content.decode()


def test_an_analyst_computes_once_and_then_waits_for_the_head(sign_in, regency):
    analyst = sign_in(Role.ANALYST, "9901")
    batch = mapped(analyst, sumber="field")
    assert "Hitung ulang</button>" in press(analyst, "import-commit", batch, dilihat=seen(batch)).content.decode()
    done = press(analyst, "import-compute", batch).content.decode()
    assert "sudah ada sebagai draf" in done
    assert "Hitung ulang</button>" not in done
    head = page_of(sign_in(Role.HEAD, "9901"), batch)
    assert "Hitung ulang dan terbitkan" in head


def test_large_files_are_left_to_a_worker_and_their_progress_is_shown(sign_in, monkeypatch):
    monkeypatch.setattr(importing, "INLINE_ROWS", 1)
    waiting = queue(monkeypatch)
    client = sign_in()
    batch = mapped(client)
    assert ImportBatch.objects.get().job == Job.PREVIEW
    assert "Isi berkas sedang diperiksa" in page_of(client, batch)
    progress = client.get(reverse("import-progress", args=[batch]))
    assert "HX-Redirect" not in progress.headers
    assert "import-progress" not in press(client, "import-look", batch).content.decode()
    work(waiting)
    assert "HX-Redirect" in client.get(reverse("import-progress", args=[batch])).headers
    press(client, "import-commit", batch, dilihat=seen(batch))
    assert "Impor sedang disimpan" in page_of(client, batch)
    work(waiting)
    assert "Tersimpan: catatan 2 desa" in page_of(client, batch)
    assert ImportBatch.objects.get().job == ""


def queue(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What would wait for a worker."""
    waiting: list[Callable[[], object]] = []
    for name in ("look_later", "commit_later"):
        task = getattr(jobs, name)
        later = SimpleNamespace(enqueue=lambda *given, task=task: waiting.append(partial(task.func, *given)))
        monkeypatch.setattr(jobs, name, later)
    return waiting


def work(waiting: list[Callable[[], object]]) -> None:
    """What the worker does."""
    waiting.pop()()


def test_a_job_that_breaks_frees_the_import_and_says_so(sign_in, monkeypatch):
    monkeypatch.setattr(importing, "INLINE_ROWS", 1)
    waiting = queue(monkeypatch)
    client = sign_in()
    batch = mapped(client)

    def broken(**_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(importing, "look", broken)
    with pytest.raises(OSError, match="disk full"):
        work(waiting)
    page = page_of(client, batch)
    assert "terhenti karena kesalahan di server" in page
    assert "Periksa isi berkas" in page


def test_a_job_that_was_cut_off_with_its_worker_can_be_started_again(sign_in, monkeypatch):
    monkeypatch.setattr(importing, "INLINE_ROWS", 1)
    waiting = queue(monkeypatch)
    client = sign_in()
    batch = mapped(client)
    assert "sedang dikerjakan" in press(client, "import-look", batch).content.decode()
    ImportBatch.objects.update(job_since=timezone.now() - 2 * LOST)
    assert "Pekerjaan terputus" in page_of(client, batch)
    press(client, "import-look", batch)
    work(waiting)
    assert "3 nilai akan disimpan" in page_of(client, batch)


def test_the_template_and_the_pages_take_few_queries(sign_in, regency):
    client = sign_in()
    batch = mapped(client)
    for address, most in (
        (reverse("imports"), 25),
        (reverse("import", args=[batch]), 30),
        (reverse("import-mapping", args=[batch]), 25),
        (reverse("import-template") + "?data=idm:2024&terisi=1", 30),
    ):
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(address).status_code == 200
        assert len(found) <= most, (address, len(found))


@pytest.fixture
def analyst_client(sign_in: SignIn) -> Client:
    return sign_in()


mutations = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12)
cells = (
    st.none()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Co", "Cn"]), max_size=20)
)
tables = st.lists(st.lists(cells, max_size=6), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=20)
@given(
    mutations,
    st.floats(0, 1) | st.just(1.0),
    tables,
    st.sampled_from(["x.xlsx", "x.xlsm", "x.csv", "x", "../../x.xlsx", ""]),
)
def test_any_upload_is_answered_with_words(analyst_client, changes, end, table, name):
    codes = [["Kode Desa", "CLI", "clinic_minutes", "tahun"], ["99.01.01.2001", 4, 5, 2024]]
    whole = workbook([*codes, *table])
    content = bytearray(whole)
    for place, value in changes:
        content[int(place * (len(content) - 1))] = value
    lines = "\n".join(";".join(map(str, line)) for line in [*codes, *table])
    for one in (bytes(content[: int(end * len(content))]), whole, lines.encode("utf-8", "replace")):
        answer = send(analyst_client, one, name or "x")
        assert answer.status_code in (302, 413, 422)
        if answer.status_code != 302:
            assert "state--error" in answer.content.decode()
            continue
        page = analyst_client.get(answer["Location"])
        assert page.status_code in (200, 422)
        found = page.content.decode()
        fields = dict(re.findall(r'name="(kolom-[\d.]+)"[^>]*? value="([^"]*)"', found))
        body = {"tahun": "2024", "periksa": "1", "definisi": "contoh-2020", **fields}
        looked = analyst_client.post(answer["Location"], body, follow=True)
        assert looked.status_code in (200, 422)
