"""The first set-up in a browser, from a server that has nothing to an office: accessible and within the width at each step.

And the pages of an office at work, as its administrator sees them.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from berdaya.demo.accounts import PASSWORD
from tests.browser.conftest import free_port

pytestmark = pytest.mark.browser
LIST = "kode,nama\n99,Provinsi Contoh\n99.01,Kabupaten Contoh\n99.01.01,Hulu\n99.01.01.2001,Bukit Raya\n"
OFFICE = (
    "/kelola/kantor/",
    "/kelola/kantor/kop/",
    "/kelola/katalog/",
    "/kelola/katalog/idm-2023/",
    "/kelola/kesehatan/",
)


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of `berdaya serve` on an empty data folder, and the key that it printed."""
    program = shutil.which("berdaya", path=str(Path(sys.executable).parent))
    assert program is not None
    left_out = ("BERDAYA_DATABASE", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment["BERDAYA_DATA"] = str(tmp_path / "data")
    # The schema takes its time; the server is asked once it is there.
    subprocess.run([program, "worker", "--once"], env=environment, check=True, capture_output=True)
    port, log = free_port(), tmp_path / "serve.txt"
    command = [program, "serve", "--no-worker", "--port", str(port)]
    with log.open("wb") as told:
        server = subprocess.Popen(command, env={**environment, "PYTHONUNBUFFERED": "1"}, stdout=told, stderr=told)
    try:
        patient = urllib3.Retry(total=200, connect=200, backoff_factor=0.1, backoff_max=0.5)
        assert urllib3.request("GET", f"http://127.0.0.1:{port}/siapkan/", retries=patient, timeout=60).status == 200
        yield f"http://127.0.0.1:{port}", (tmp_path / "data" / "setup_key").read_text()
        assert (tmp_path / "data" / "setup_key").exists() is False
    finally:
        server.terminate()
        server.wait(timeout=20)


def looked_at(page: object, axe: object) -> None:
    """The page as it stands, on a desk and on a phone."""
    for width in (390, 1360):
        page.set_viewport_size({"width": width, "height": 850})  # type: ignore[attr-defined]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url  # type: ignore[attr-defined]
        found = axe.run(page).response["violations"]  # type: ignore[attr-defined]
        assert [(problem["id"], problem["nodes"][0]["html"]) for problem in found] == []


def test_an_empty_server_becomes_an_office(browser, empty_site, tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    site, key = empty_site
    listed = tmp_path / "wilayah.csv"
    listed.write_text(LIST)
    page = browser.new_context(locale="id-ID").new_page()

    def go_on(**filled: str) -> None:
        looked_at(page, axe)
        for name, value in filled.items():
            page.fill(f"main [name={name}]", value)
        page.click("main .btn--main")
        page.wait_for_load_state("load")

    def leave_out() -> None:
        looked_at(page, axe)
        page.click("main [name=skip]")
        page.wait_for_load_state("load")

    page.goto(site + "/desa/99.01.01.2001/")
    go_on(key=key.lower())
    go_on(code="99.01.01")
    assert "bukan kode kabupaten" in page.inner_text(".form__error")
    assert page.get_attribute("[name=code]", "aria-invalid") == "true"
    go_on(code="99.01")
    page.set_input_files("main [name=file]", listed)
    go_on()
    leave_out()
    go_on(address="Jalan Rekaan 1")
    page.go_back()
    assert page.input_value("[name=address]") == "Jalan Rekaan 1"
    page.go_forward()
    go_on()
    go_on(name="Kepala Contoh", title="Kepala Dinas")
    leave_out()
    go_on(full_name="Sri Rekaan", username="sri", password="sungai-biru-tenang", again="sungai-biru-tenang")
    leave_out()
    looked_at(page, axe)
    assert page.inner_text("h1") == "Kantor siap"
    page.goto(site + "/kelola/kantor/")
    assert "Jalan Rekaan 1" in page.inner_text("main")
    page.context.close()


def test_the_pages_of_an_office_are_accessible_and_fit(browser, site):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = browser.new_context(locale="id-ID").new_page()
    page.goto(site + "/masuk/")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.click("main .btn--main")
    page.wait_for_load_state("load")
    for path in OFFICE:
        assert page.goto(site + path).status == 200
        looked_at(page, axe)
    page.context.close()
