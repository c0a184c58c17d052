"""The pages of an office, found through the navigation as each role finds them: accessible, within the width, at home."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from berdaya.demo import accounts
from tests.browser.test_pages import opened

pytestmark = pytest.mark.browser

MOST_LINKS = 3  # of each page's own links, so that forms and details are met too


def signed_in(browser, site, username, said, width):
    """A page of somebody who came in through the form."""
    page = opened(browser, site, "/masuk/", said, width=width)
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill(accounts.PASSWORD)
    page.locator("main button").click()
    page.locator("form[action='/keluar/']").first.wait_for(state="attached")
    return page


def addresses(page, selector) -> Iterator[str]:
    """Where links lead within the site, without fragments, each once."""
    seen: dict[str, None] = {}
    for href in page.eval_on_selector_all(
        selector, "all => all.map(a => new URL(a.getAttribute('href'), location).href)"
    ):
        parts = urlsplit(href)
        if parts.netloc == urlsplit(page.url).netloc and not parts.query:
            seen.setdefault(parts.path, None)
    yield from seen


def rooms(page, site) -> list[str]:
    """Every page that the navigation offers."""
    found: dict[str, None] = {}
    for room in list(addresses(page, ".bar__rooms a")):
        page.goto(site + room)
        found.update(dict.fromkeys([room, *addresses(page, ".sub a")]))
    return list(found)


def beyond(page, site, offered: list[str]) -> list[str]:
    """The first links in the body of each page that lead to further pages, such as forms and details."""
    found: dict[str, None] = {}
    for path in offered:
        page.goto(site + path)
        inner = [one for one in addresses(page, "main a:not([download])") if one not in offered]
        found.update(dict.fromkeys([one for one in inner if not one.endswith(".pdf")][:MOST_LINKS]))
    return list(found)


# Who administers finds every page; the others find fewer of the same, and most of them on a phone.
READERS = [("admin", 1360), *((account.username, 390) for account in accounts.ACCOUNTS)]


@pytest.mark.parametrize(("username", "width"), READERS)
def test_every_page_a_role_finds_is_accessible_and_fits(browser, site, username, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    said: list[str] = []
    wide = signed_in(browser, site, username, [], 1360)
    offered = rooms(wide, site)
    paths = [*offered, *beyond(wide, site, offered)]
    wide.context.close()
    assert len(offered) >= 4
    page = signed_in(browser, site, username, said, width)
    faults = []
    for path in paths:
        answer = page.goto(site + path)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        over = page.evaluate("document.documentElement.scrollWidth") - width
        found = axe.run(page).response["violations"]
        faults += [(path, problem["id"], problem["nodes"][0]["html"][:160]) for problem in found]
        faults += [(path, "answers", answer.status)] if answer.status != 200 else []
        faults += [(path, "wider by", over)] if over > 0 else []
    assert faults == []
    assert said == []
    page.context.close()
