"""A day in an office with persons who do not exist: `python -m tests.access.canary_story FOLDER` lets their names and
numbers in on every way there is, and writes what left the office as files into FOLDER.

It runs in a process of its own, with the settings of a server, so that everything it leaves behind can be looked through.
"""

import json
import os
import re
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

NIKS = ("9901017101900123", "9901024502850077", "9901013006780042")
NAMES = ("Kenari Pertiwi Uji", "Murai Lestari Uji", "Cucak Rawanto Uji")
PHONES = ("081290017345", "081290017346")
EMAILS = ("kenari.pertiwi@contoh.invalid", "murai.lestari@contoh.invalid")
CANARIES = (*NIKS, *NAMES, *PHONES, *EMAILS)
# What an administrator's list of users may hold when it is exported on purpose. Never a number of a person.
NEVER_EXPORTED = (*NIKS, *PHONES, *EMAILS)
VILLAGE, PASSWORD = "9901012001", "kenari-rahasia-9"


def main(out: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "berdaya.project.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    call_command("migrate", interactive=False, verbosity=0)
    setup_test_environment()
    settings.ALLOWED_HOSTS = ["*"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    done: dict[str, Any] = {}
    for step in (_territories, _people, _trail, _documents, _pages, _imports, _exports, _backup, _erased, _copied):
        done[step.__name__.strip("_")] = step(out)
    print("STORY", json.dumps(done))


def _territories(out: Path) -> int:
    from berdaya.domain.values import RegionCode
    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.regions.services import RegionEntry, import_regions

    names = {"99": "Provinsi", "9901": "Kabupaten", "990101": "Hulu", VILLAGE: "Bukit Raya", "9901012002": "Muara"}
    return import_regions(
        actor=SYSTEM, rows=[RegionEntry(RegionCode(code), name) for code, name in names.items()]
    ).created


def _people(out: Path) -> list[str]:
    from berdaya.records.access.models import User
    from berdaya.records.access.roles import Role
    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.access.services import change_user, create_user, grant

    for number, role in enumerate((Role.ADMINISTRATOR, Role.ANALYST)):
        user = create_user(
            actor=SYSTEM,
            username=f"uji{number}",
            full_name=NAMES[number],
            password=PASSWORD,
            email=EMAILS[number],
            phone=PHONES[number],
        )
        grant(actor=SYSTEM, user=user, role=role, territory="")
    change_user(actor=SYSTEM, user_id=User.objects.get(username="uji1").pk, full_name=NAMES[2], email="", phone="")
    return [user.full_name for user in User.objects.order_by("pk")]


def _trail(out: Path) -> str | None:
    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.audit.log import Personal, changed
    from berdaya.records.audit.models import Entry
    from berdaya.records.audit.services import open_entry
    from berdaya.records.vault import services as vault

    person = vault.new_person()
    vault.fingerprint("nik", NIKS[0])
    before, after = {"nik": Personal(person.pk, NIKS[0])}, {"name": Personal(person.pk, NAMES[0]), "typed": NIKS[1]}
    changed(SYSTEM, "user.change", subject=f"user:{NIKS[2]}", before=before, after=after, note=f"NIK {NIKS[0]} keliru")
    opened = open_entry(actor=SYSTEM, entry_id=Entry.objects.latest("pk").pk)
    value = opened.before["nik"]
    return value.text if isinstance(value, Personal) else None


def _documents(out: Path) -> int:
    from berdaya.records.observations.kinds import DocumentKind
    from berdaya.records.observations.models import Document
    from berdaya.records.observations.services import record_document

    rows = "".join(f"{nik};{name}\n" for nik, name in zip(NIKS, NAMES, strict=True))
    kinds = (DocumentKind.TABLE, DocumentKind.OFFICIAL_ANSWER)
    ids = [
        record_document(content=(rows * times).encode(), kind=kind, source="uji", fetched_at=datetime.now(UTC))
        for kind in kinds
        for times in (1, 4000)
    ]
    return sum(NIKS[0].encode() in Document.objects.get(pk=pk).content for pk in ids)


def _client() -> Any:
    from django.test import Client

    client = Client(raise_request_exception=False)
    signed_in = client.login(username="uji0", password=PASSWORD)
    assert signed_in
    return client


def _pages(out: Path) -> dict[str, int]:
    """Signing in wrongly, forms that fail, pages that are not there, and a page that breaks."""
    from django.test import Client
    from django.urls import reverse

    visitor, member = Client(raise_request_exception=False), _client()
    answers = {}
    for name in (NIKS[0], NAMES[0], EMAILS[0], "uji0"):
        data = {"username": name, "password": NIKS[1], "login": name}
        answers[f"sign-in {len(answers)}"] = visitor.post(reverse("sign-in"), data).status_code
    for place in (f"/desa/{NIKS[0]}/", f"/cari/?q={NIKS[1]}", f"/kelola/jejak/?perihal={NIKS[2]}", f"/{NIKS[0]}/"):
        answers[f"page {len(answers)}"] = member.get(place).status_code
    wrong = {"full_name": NAMES[0], "email": "bukan surel", "phone": PHONES[0], "username": NIKS[0], "role": "?"}
    answers["invite wrongly"] = member.post(reverse("people-invite"), wrong).status_code
    right = {"full_name": NAMES[1], "email": EMAILS[1], "phone": PHONES[1], "username": "uji9", "role": "auditor"}
    answers["invite"] = member.post(reverse("people-invite"), {**right, "territory": VILLAGE}).status_code
    answers["look for a name"] = member.post(reverse("people"), {"nama": NAMES[1]}).status_code
    answers["broken"] = _broken(member)
    return answers


def _broken(member: Any) -> int:
    """A page that fails while it holds somebody's number."""
    from unittest.mock import patch

    def fail(*args: Any, **kwargs: Any) -> None:
        raise ValueError(f"unreadable: {NIKS[0]}")

    with patch("berdaya.web.trail.views.territories", fail):
        return int(member.get("/kelola/jejak/").status_code)


def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["kode_desa", "tahun", "IKS01", "nama", "nik"])
    for code, name, nik in zip((VILLAGE, "9901012002", VILLAGE), NAMES, NIKS, strict=True):
        sheet.append([code, 2024, 3, name, nik])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _imports(out: Path) -> list[Any]:
    """Send files whose content and whose name tell of persons, and look at what the pages make of them."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    member = _client()
    statuses: list[Any] = []
    csv = "kode_desa;tahun;IKS01;nama;nik\n" + f"{VILLAGE};2024;{NAMES[0]};{NAMES[1]};{NIKS[0]}\n" * 50
    files = {f"{NAMES[0]} {NIKS[0]}.xlsx": _workbook(), "data.csv": csv.encode(), "rusak.xlsx": NIKS[0].encode() * 100}
    for name, content in files.items():
        answer = member.post(reverse("import-upload"), {"berkas": SimpleUploadedFile(name, content)})
        statuses.append(answer.status_code)
        if answer.status_code == 302:
            page = member.get(answer["Location"])
            statuses.append(page.status_code)
            if page.status_code == 200:
                statuses.append(_saved(member, answer["Location"], page.content.decode()))
    return statuses


def _saved(member: Any, address: str, page: str) -> str:
    """Take the columns as they are found, look at what comes of them, save it, and take the errors away as Excel."""
    from django.urls import reverse

    from berdaya.records.imports.models import ImportBatch

    fields = dict(re.findall(r'name="(kolom-[\d.]+)"[^>]*? value="([^"]*)"', page))
    edition, year = (re.search(rf'name="{name}"[^>]*? value="([^"]*)"', page) for name in ("definisi", "tahun"))
    told = {"definisi": edition[1] if edition else "", "tahun": year[1] if year else "2024", "sumber": "field"}
    looked = member.post(address, {**told, "periksa": "1", **fields})
    assert looked.status_code == 302, looked.content.decode()
    batch = ImportBatch.objects.latest("pk")
    for name in ("g-ekspor", "ekspor"):
        member.get(reverse("import", args=[batch.pk]), {name: "xlsx"})
    member.post(reverse("import-commit", args=[batch.pk]), {"dilihat": batch.preview_mark}, follow=True)
    return str(ImportBatch.objects.get(pk=batch.pk).state)


def _exports(out: Path) -> list[str]:
    """Every list an administrator can take away as Excel, and every paper that needs no further choice."""
    from django.urls import reverse

    member = _client()
    for name in ("people", "trail", "imports", "search", "papers", "quality", "indicators"):
        answer = member.get(reverse(name), {"ekspor": "xlsx"})
        if answer.headers.get("Content-Disposition"):
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            (out / f"{name}.xlsx").write_bytes(content)
    return sorted(path.name for path in out.iterdir())


def _backup(out: Path) -> int:
    from typer.testing import CliRunner

    from berdaya.cli.main import app

    folder = out.parent / "backups"
    told = CliRunner().invoke(app, ["backup", "--to", str(folder), "--keys-to", str(out.parent / "apart")])
    assert told.exit_code == 0, (told.output, told.exception)
    return sum(1 for path in folder.rglob("*") if path.is_file())


def _erased(out: Path) -> list[str]:
    from berdaya.records.access.models import User
    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.vault import services as vault

    user = User.objects.get(username="uji1")
    wrapped = bytes(user.person.wrapped)
    vault.erase(actor=SYSTEM, person_id=user.person_id)
    return [User.objects.get(username="uji1").full_name, wrapped.hex()]


def _copied(out: Path) -> list[str]:
    """The data folder while the database is open: with the log that SQLite writes before the file."""
    import shutil

    from django.conf import settings

    folder = shutil.copytree(settings.DATA, out.parent / "open", ignore=shutil.ignore_patterns("backups"))
    return sorted(path.name for path in Path(folder).iterdir())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
