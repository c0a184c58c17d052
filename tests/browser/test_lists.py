"""Lists, indicators and comparisons as people meet them: accessible, within the width, sorted and narrowed by keyboard."""

import pytest

from tests.browser.test_pages import OLD_INDEX, opened

pytestmark = pytest.mark.browser

PAGES = {
    "indicators": "/indikator/" + OLD_INDEX,
    "indicators, newest": "/indikator/",
    "an indicator": "/indikator/idm/IKS09/?tahun=2024",
    "nothing to compare": "/bandingkan/",
    "something to add": "/bandingkan/?cari=muara",
    "compared": "/bandingkan/?indeks=idm&tahun=2024&sejak=2023&desa=99.01.01.2001,99.01.02.2001,99.01.03",
    "villages narrowed": "/cari/" + OLD_INDEX + "&status=maju&urut=-indeks&baris=25",
}


@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_fits_and_stays_at_home(browser, site, name, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    said: list[str] = []
    page = opened(browser, site, PAGES[name], said, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.run(page).response["violations"]
    assert [(problem["id"], problem["nodes"][0]["html"]) for problem in found] == []
    assert said == []
    page.context.close()


def test_a_list_is_sorted_by_keyboard_and_the_focus_stays(browser, site):
    said: list[str] = []
    page = opened(browser, site, "/cari/" + OLD_INDEX, said)
    head = page.locator("th .sort").last
    name = head.get_attribute("id")
    head.focus()
    page.keyboard.press("Enter")
    page.locator('th[aria-sort="ascending"]').wait_for()
    assert page.evaluate("document.activeElement.id") == name
    page.keyboard.press("Enter")
    page.locator('th[aria-sort="descending"]').wait_for()
    assert "urut=-" in page.url
    page.go_back()
    page.locator('th[aria-sort="ascending"]').wait_for()
    assert said == []
    page.context.close()


def test_a_list_is_narrowed_without_script(browser, site):
    said: list[str] = []
    page = opened(browser, site, "/indikator/" + OLD_INDEX, said, java_script_enabled=False)
    page.locator("select[name=dimensi]").select_option(index=1)
    page.get_by_role("button", name="Saring").click()
    assert "dimensi=" in page.url
    assert page.get_by_role("link", name="Hapus saringan").count() == 1
    page.context.close()


def test_a_list_is_downloaded(browser, site):
    page = opened(browser, site, "/cari/" + OLD_INDEX, [])
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.context.close()


def test_the_form_is_folded_on_a_telephone_until_something_is_in_force(browser, site):
    page = opened(browser, site, "/indikator/" + OLD_INDEX, [], width=390, java_script_enabled=False)
    field = page.locator("select[name=dimensi]")
    assert not field.is_visible()
    page.locator(".fold > summary").click()
    field.select_option(index=1)
    page.get_by_role("button", name="Saring").click()
    assert field.is_visible()
    page.context.close()
    wide = opened(browser, site, "/indikator/" + OLD_INDEX, [])
    assert wide.locator("select[name=dimensi]").is_visible()
    assert not wide.locator(".fold > summary").is_visible()
    wide.context.close()
