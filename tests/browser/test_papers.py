"""Papers in a real browser: from the page of a village to a verified PDF, at both widths, and a village printed."""

import hashlib
import re

import pytest

from berdaya.demo.accounts import PASSWORD
from tests.browser.test_pages import OLD_INDEX, VILLAGE, opened
from tests.reports.pdfs import facts_of, text_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def issued(browser, site):
    """A signed-in head's page that shows a paper issued by clicks alone."""
    said: list[str] = []
    page = opened(browser, site, "/masuk/", said)
    page.fill("[name=username]", "kepala")
    page.fill("[name=password]", PASSWORD)
    page.click("main button.btn--main")
    page.goto(site + VILLAGE + OLD_INDEX)
    page.get_by_role("button", name="Terbitkan profil").click()
    page.get_by_label("Tempat").fill("Kota Contoh")
    page.get_by_role("button", name="Terbitkan dengan nomor").click()
    page.get_by_text("Terbit dengan nomor").wait_for()
    assert said == []
    yield page
    page.context.close()


def test_the_downloaded_file_is_the_one_the_proof_names(issued, browser, site, tmp_path):
    with issued.expect_download() as download:
        issued.get_by_role("link", name="Unduh PDF").click()
    file = tmp_path / "surat.pdf"
    download.value.save_as(file)
    told = text_of(file.read_bytes())
    code = re.search(r"Kode ([2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4})", told)
    assert code is not None
    page = opened(browser, site, f"/periksa/{code[1]}/", [], width=390)
    assert hashlib.sha256(file.read_bytes()).hexdigest() in page.content()
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Bandingkan").click()
    page.get_by_text("Sama persis dengan yang kami terbitkan").wait_for()
    page.context.close()


@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("path", ["", "/kelola/surat/", "/kelola/surat/baru/", "/kelola/surat/seri/", "/periksa/"])
def test_pages_of_papers_are_accessible_and_fit(issued, site, path, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = issued.context.new_page()
    page.set_viewport_size({"width": width, "height": 850})
    page.goto(site + path if path else issued.url)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [(one["id"], one["nodes"][0]["html"]) for one in axe.run(page).response["violations"]] == []
    page.close()


@pytest.mark.parametrize(("asked", "most"), [("", 4), (OLD_INDEX, 3)])
@pytest.mark.parametrize("paper", [{"width": "215mm", "height": "330mm"}, {"format": "A4"}])
def test_a_village_prints_compactly_with_every_score(browser, site, asked, most, paper):
    page = opened(browser, site, VILLAGE + asked, [], width=390)
    digits = page.locator(".strip .cell:not(.cell--reference)").count()
    printed = page.pdf(**paper)
    pages = re.search(r"Pages: +(\d+)", facts_of(printed))
    assert pages is not None
    assert int(pages[1]) <= most
    assert digits >= 50
    strip = text_of(printed).split("indikator Skor", 1)[1].split("Dari mana angka ini?", 1)[0]
    assert len(re.findall(r"\b[0-5]\b", strip)) >= 50
    page.context.close()
