"""Beranda and Desa as people meet them: accessible, within the width, by keyboard, on a slow line, printed, without script."""

import re
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

VILLAGE = "/desa/99.01.01.2001/"
OLD_INDEX = "?indeks=idm&tahun=2024"
PAGES = {
    "home": "/",
    "home, former index": "/" + OLD_INDEX,
    "home, an indicator": "/" + OLD_INDEX + "&warna=IKS01",
    "home, table": "/" + OLD_INDEX + "&bentuk=tabel",
    "list": "/perhatian/turun-nilai/" + OLD_INDEX,
    "village": VILLAGE,
    "village, former index": VILLAGE + OLD_INDEX,
    "indicator": VILLAGE + "indikator/IKS01/" + OLD_INDEX,
    "all villages": "/cari/",
    "search": "/cari/?q=bukit",
    "no hit": "/cari/?q=zzzz",
    "unknown village": "/desa/99.01.01.2999/",
    "sign-in": "/masuk/",
}


def opened(browser, site, path, said, *, width=1360, **options):
    """A page at a width; what the console says and what is asked of other hosts is collected in `said`."""
    page = browser.new_context(viewport={"width": width, "height": 850}, locale="id-ID", **options).new_page()
    home = urlsplit(site).netloc
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if urlsplit(request.url).netloc != home else None)
    page.goto(site + path, wait_until="load")
    return page


@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_fits_and_stays_at_home(browser, site, name, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    said: list[str] = []
    page = opened(browser, site, PAGES[name], said, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.run(page).response["violations"]
    assert [(problem["id"], problem["nodes"][0]["html"]) for problem in found] == []
    assert [line for line in said if "404 (Not Found)" not in line or name != "unknown village"] == []
    page.context.close()


def test_a_village_is_found_and_an_indicator_opened_by_keyboard_alone(browser, site):
    said: list[str] = []
    page = opened(browser, site, "/", said)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
    page.locator("#cari").focus()
    page.keyboard.type("merangau")
    page.locator("#cari-hasil a").first.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.found') !== null")
    page.keyboard.press("Enter")
    page.locator("h1", has_text="Merangau").wait_for()
    column = page.locator("a.strip__column").first
    column.focus()
    address = page.url
    page.keyboard.press("Enter")
    page.locator("#butir h3:focus").wait_for()
    assert "Rubrik" in page.locator("#butir").inner_text()
    assert page.url == address
    assert said == []
    page.context.close()


def test_the_opened_indicator_is_accessible(browser, site):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = opened(browser, site, VILLAGE + OLD_INDEX, [])
    page.locator("a.strip__column").nth(3).click()
    page.locator("#butir h3").wait_for()
    found = axe.run(page).response["violations"]
    assert [(problem["id"], problem["nodes"][0]["html"]) for problem in found] == []
    page.context.close()


def test_the_map_changes_its_colour_in_place_and_the_way_back_works(browser, site):
    said: list[str] = []
    page = opened(browser, site, "/" + OLD_INDEX, said)
    page.evaluate("window.stayed = true")
    page.locator(".tools a", has_text="Sosial").click()
    page.locator("#peta h2", has_text="sosial").wait_for()
    assert page.evaluate("window.stayed") is True
    assert "warna=IKS" in page.url
    page.locator("#warna").select_option("IKS01")
    page.locator("button", has_text="Warnai").click()
    page.locator("#peta h2", has_text="sarana kesehatan").wait_for()
    assert "warna=IKS01" in page.url
    page.go_back()
    page.locator("#peta h2", has_text="sosial").wait_for()
    assert said == []
    page.context.close()


def test_the_tiles_are_one_stop_for_each_kecamatan_and_the_arrows_lead_on(browser, site):
    page = opened(browser, site, "/" + OLD_INDEX, [])
    rows = page.locator(".tiles__row").count()
    assert page.locator("a.tile[tabindex='0']").count() == rows > 1
    first = page.locator("a.tile").first
    first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement === document.querySelectorAll('a.tile')[1]")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(
        "document.activeElement.closest('.tiles__row') === document.querySelectorAll('.tiles__row')[1]"
    )
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.tiles__row')[1].firstElementChild")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desa/**")
    page.context.close()


def test_the_row_of_pages_shows_where_the_reader_is(browser, site):
    page = opened(browser, site, "/bandingkan/", [], width=280)
    here = page.locator(".sub a[aria-current]").bounding_box()
    assert 0 <= here["x"] <= here["x"] + here["width"] <= 280
    assert page.evaluate("scrollY") == 0
    page.context.close()


def test_the_large_map_holds_the_villages(browser, site):
    said: list[str] = []
    page = opened(browser, site, "/", said)
    page.locator("button[data-atlas]").press("Enter")
    choice = page.locator(".atlas select")
    choice.wait_for()
    assert choice.locator("option").count() > 180
    assert page.locator(".atlas .legend li").count() == page.locator("#peta .legend li").count() > 3
    choice.select_option(index=3)
    page.locator(".leaflet-popup a", has_text="Buka halaman desa").wait_for()
    assert said == []
    page.context.close()


@pytest.mark.parametrize("path", ["/", "/" + OLD_INDEX, VILLAGE, VILLAGE + OLD_INDEX])
def test_a_slow_line_sees_the_page_soon_and_for_few_bytes(browser, site, path):
    page = browser.new_context(viewport={"width": 390, "height": 850}).new_page()
    line = page.context.new_cdp_session(page)
    received: list[int] = []
    line.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    line.send("Network.enable")
    speed = 400_000 / 8
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": speed, "uploadThroughput": speed},
    )
    page.goto(site + path, wait_until="load")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert painted < 3000
    assert sum(received) <= 100_000
    page.context.close()


@pytest.mark.parametrize(("path", "most"), [("/" + OLD_INDEX, 4), (VILLAGE + OLD_INDEX, 4)])
def test_a_page_prints_on_f4(browser, site, path, most):
    page = opened(browser, site, path, [])
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert {(round(float(width)), round(float(height))) for width, height in sizes} <= {(609, 935), (610, 936)}
    assert 1 <= len(sizes) <= most
    page.context.close()


def test_everything_works_without_script(browser, site):
    page = opened(browser, site, "/" + OLD_INDEX, [], java_script_enabled=False)
    page.locator(".tools a", has_text="Ekonomi").click()
    page.locator("#peta h2", has_text="ekonomi").wait_for()
    page.locator("#warna").select_option("IKS02")
    page.locator("button", has_text="Warnai").click()
    assert "warna=IKS02" in page.url
    page.locator("#cari").fill("merangau")
    page.locator("#cari").press("Enter")
    page.wait_for_url("**/cari/**")
    page.locator(".list tbody th a").first.click()
    page.locator("a.strip__column").first.click()
    page.locator("h2", has_text="Rubrik").wait_for()
    page.goto(site + "/masuk/")
    page.locator("#id_username").fill("analis")
    page.locator("#id_password").fill("kabupaten-contoh")
    page.locator("main button").click()
    assert "Analis Contoh" in page.content()
    page.context.close()


def test_an_officer_sees_name_and_role_and_leaves(browser, site):
    said: list[str] = []
    page = opened(browser, site, "/masuk/", said)
    page.locator("#id_username").fill("pendamping")
    page.locator("#id_password").fill("kabupaten-contoh")
    page.locator("main button").click()
    who = page.locator(".bar__who")
    who.locator("text=Pendamping Contoh").wait_for()
    who.locator("button", has_text="Keluar").click()
    who.locator("a", has_text="Masuk").wait_for()
    assert said == []
    page.context.close()
