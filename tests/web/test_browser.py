"""The style guide in a real browser: accessible, nothing sideways, nothing from elsewhere, the large map by keyboard."""

import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

CHROMIUM = shutil.which("chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = (1360, 1024, 680, 390)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, which Django would otherwise take for its own.
    kept = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()
    if kept is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def opened(browser: Browser, live_server: LiveServer, width: int, said: list[str]) -> Page:
    """The style guide at a width; what the console says and what is asked of other hosts is collected."""
    page = browser.new_context(viewport={"width": width, "height": 850}, locale="id-ID").new_page()
    home = urlsplit(live_server.url).netloc
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if urlsplit(request.url).netloc != home else None)
    page.goto(live_server.url + reverse("components"), wait_until="load")
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_the_style_guide_is_accessible_and_fits(browser: Browser, live_server: LiveServer, width: int) -> None:
    said: list[str] = []
    page = opened(browser, live_server, width, said)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")
    problems = Axe().run(page).response["violations"]
    assert [(problem["id"], problem["nodes"][0]["html"]) for problem in problems] == []
    assert said == []
    page.context.close()


def test_text_in_charts_never_shrinks_below_twelve_pixels(browser: Browser, live_server: LiveServer) -> None:
    page = opened(browser, live_server, 390, [])
    heights = page.evaluate(
        """[...document.querySelectorAll("main svg text")].filter(text => text.getClientRects().length).map(text =>
             parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().d)"""
    )
    assert heights
    assert min(heights) >= 12
    page.context.close()


def test_groups_of_the_strip_are_folded_on_a_telephone_only(browser: Browser, live_server: LiveServer) -> None:
    for width, folded in ((390, True), (1360, False)):
        page = opened(browser, live_server, width, [])
        groups = page.locator(".strip__group")
        assert groups.count() > 0
        assert page.locator(".strip__group[open]").count() == (0 if folded else groups.count())
        page.context.close()


def test_the_large_map_opens_chooses_and_closes_by_keyboard(browser: Browser, live_server: LiveServer) -> None:
    said: list[str] = []
    page = opened(browser, live_server, 1360, said)
    page.locator("button[data-atlas]").press("Enter")
    choice = page.locator(".atlas select")
    choice.wait_for()
    choice.select_option(index=5)
    page.locator(".leaflet-popup a:focus", has_text="Buka halaman desa").wait_for()
    page.keyboard.press("Escape")
    page.locator(".atlas").wait_for(state="detached")
    assert page.evaluate("document.activeElement.matches('button[data-atlas]')")
    assert said == []
    page.context.close()
