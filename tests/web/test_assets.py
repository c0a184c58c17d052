"""Static files: vendored copies are what they claim, names carry their hash, and nothing comes from elsewhere."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from berdaya import web
from berdaya.web.assets import current_name

STATIC = Path(web.__file__).parent / "static"
VENDOR = STATIC / "vendor"
ENTRIES = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))
OURS = sorted(path for path in (STATIC / "berdaya").iterdir() if path.suffix in {".css", ".js", ".svg"})


def test_every_vendored_file_has_its_recorded_hash_and_no_other_file_is_there() -> None:
    recorded = {name: digest for entry in ENTRIES for name, digest in entry["files"].items()}
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "vendor.json"
    }
    assert found == recorded


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_every_package_is_pinned_and_brings_its_licence(entry: dict[str, object]) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(entry["version"]))
    assert entry["licence"]
    assert any(name.endswith("/LICENSE") for name in entry["files"])  # type: ignore[attr-defined]


def test_a_static_name_carries_the_hash_of_the_content() -> None:
    url = staticfiles_storage.url("berdaya/tokens.css")
    digest = hashlib.sha256((STATIC / "berdaya" / "tokens.css").read_bytes()).hexdigest()[:12]
    assert url == f"/static/berdaya/tokens.{digest}.css"


def test_the_hashed_name_is_kept_for_ever_and_the_plain_one_is_not(client: Client) -> None:
    hashed = client.get(staticfiles_storage.url("berdaya/tokens.css"))
    plain = client.get("/static/berdaya/tokens.css")
    assert hashed.status_code == plain.status_code == 200
    assert "immutable" in hashed["Cache-Control"]
    assert "immutable" not in plain["Cache-Control"]
    assert b"".join(hashed.streaming_content) == b"".join(plain.streaming_content)  # type: ignore[attr-defined]


def test_a_file_is_found_under_its_current_hash_only() -> None:
    name = current_name("berdaya/tokens.css")
    assert finders.find(name) == finders.find("berdaya/tokens.css")
    assert finders.find(name, find_all=True) == [finders.find(name)]
    assert finders.find("berdaya/tokens.0123456789ab.css") is None


def test_files_a_style_sheet_names_exist_and_the_font_may_be_kept(client: Client) -> None:
    names = re.findall(r'url\("(?!data:)([^"#]+)"\)', (STATIC / "berdaya" / "tokens.css").read_text(encoding="utf-8"))
    assert names
    for name in names:
        path = (STATIC / "berdaya" / name).resolve()
        assert path.is_file(), name
        served = client.get(f"/static/{path.relative_to(STATIC).as_posix()}")
        assert "immutable" in served["Cache-Control"]
        assert b"".join(served.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_files_ask_nothing_of_other_hosts(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|//[a-z0-9-]+\.[a-z]{2,}", text)


def test_style_sheets_use_only_tokens_for_colour() -> None:
    for name in ("berdaya.css", "charts.css"):
        found = finders.find(f"berdaya/{name}")
        assert found
        assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b(?!\")", Path(found).read_text(encoding="utf-8"))
