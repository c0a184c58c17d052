"""A village supposed otherwise, as people meet it: in place, by keyboard, on a telephone, and without script."""

import pytest

from tests.browser.test_pages import OLD_INDEX, VILLAGE, opened

pytestmark = pytest.mark.browser

WHAT_IF = VILLAGE + "andaikan/"
PAGES = {
    "Indeks Desa": WHAT_IF,
    "IDM": WHAT_IF + OLD_INDEX,
    "answers": WHAT_IF + OLD_INDEX + "&cara=jawaban",
    "changed": WHAT_IF + OLD_INDEX + "&s-IKS01=1&s-IKE01=1&j-doctors=-3",
}


@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_accessible_and_fits(browser, site, name, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    said: list[str] = []
    page = opened(browser, site, PAGES[name], said, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.run(page).response["violations"]
    assert [(problem["id"], problem["nodes"][0]["html"]) for problem in found] == []
    assert said == []
    page.context.close()


def test_what_follows_is_shown_at_once_and_stays_in_sight_on_a_telephone(browser, site):
    said: list[str] = []
    page = opened(browser, site, WHAT_IF + OLD_INDEX, said, width=390)
    page.evaluate("window.stayed = true")
    bar = page.locator("#andai-ringkas")
    before = bar.inner_text()
    lists = page.locator(".whatif__line select")
    first = lists.nth(20)
    key = first.get_attribute("id")
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.locator("#andai li").first.wait_for()
    assert bar.inner_text() != before
    assert bar.bounding_box()["y"] >= 0
    assert page.evaluate("window.stayed") is True
    assert page.evaluate("document.activeElement.id") == key
    assert f"{key}=" in page.url
    page.locator("#cari-butir").fill("sinyal")
    page.locator(".whatif__line").nth(5).wait_for(state="detached")
    assert f"{key}=" in page.url
    page.locator("button[value=jawaban]").click()
    page.locator("input[name=cara][value=jawaban]").wait_for(state="attached")
    assert f"{key}=" in page.url
    page.locator("#andai a", has_text="Batalkan semua").click()
    page.locator("#andai", has_text="Belum ada yang diubah").wait_for()
    assert said == []
    page.context.close()


def test_it_works_without_script(browser, site):
    page = opened(browser, site, WHAT_IF + OLD_INDEX, [], java_script_enabled=False)
    chosen = page.locator(".whatif__line select").nth(3)
    key, other = chosen.get_attribute("id"), chosen.locator("option:not(:checked)").first.get_attribute("value")
    chosen.select_option(other)
    page.locator("button", has_text="Hitung").click()
    page.locator("#andai li").first.wait_for()
    assert page.url.endswith(f"{OLD_INDEX}&{key}={other}#andai")
    page.context.close()
