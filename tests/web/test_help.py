"""Help on each page: every page of the navigation and every address that shows one is explained, in both languages."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.web.help.pages import glossary, groups, help_address, name_of, pages
from berdaya.web.navigation import ROOMS

# Addresses that show no page of the work: files, answers for machines, what only takes a form, help and the style guide.
UNEXPLAINED = frozenset(
    {
        "map-villages",
        "components",
        "components-map",
        "language",
        "sign-out",
        "help",
        "help-page",
        "practice-reset",
        "recompute",
        "publish-draft",
        "alive",
    }
)


def addresses(resolver=None) -> set[str]:
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            found.add(pattern.name or str(pattern.pattern))
        else:
            found |= addresses(pattern)
    return found


@pytest.mark.parametrize("page", [page.url_name for room in ROOMS for page in room.pages])
def test_every_page_of_the_navigation_has_help_of_its_own(page: str) -> None:
    assert page in pages()


def test_every_address_is_explained() -> None:
    unexplained = {name for name in addresses() - UNEXPLAINED if not name_of(name)}
    assert not unexplained, f"write help for {sorted(unexplained)} in web/help/content"


def test_every_page_speaks_both_languages_and_its_words_are_in_the_glossary() -> None:
    for one in pages().values():
        texts = [one.title, one.purpose, one.who, *(text for task in one.tasks for text in (task.what, task.how))]
        assert all(text.id and text.en for text in texts), one.url_name
        assert one.purpose.id != one.purpose.en, one.url_name
        assert set(one.words) <= set(glossary()), one.url_name
        assert set(one.more) <= set(pages()), one.url_name
        assert len(one.purpose.id) < 200, one.url_name
    assert len(pages()) == sum(len(those) for _, those in groups())


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_of_help_opens(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    contents = client.get(reverse("help")).content.decode()
    for name, one in pages().items():
        html = client.get(reverse("help-page", args=[name])).content.decode()
        assert f'<html lang="{language}">' in html
        assert f'href="{reverse("help-page", args=[name])}"' in contents
        assert one.title.in_(language) in html
    assert client.get("/bantuan/tidak-ada/").status_code == 404


@pytest.mark.django_db
def test_each_page_leads_to_its_help(client: Client) -> None:
    assert f'href="{reverse("help-page", args=["sign-in"])}"' in client.get(reverse("sign-in")).content.decode()
    assert help_address("trail-entry") == reverse("help-page", args=["trail"])
    assert help_address("nothing-known") == reverse("help")


@pytest.mark.django_db
def test_without_anything_published_the_pages_on_quality_are_empty(client: Client) -> None:
    user = User.objects.create_user("awal", full_name="Awal")
    Grant.objects.create(user=user, role=Role.ANALYST, territory="")
    client.force_login(user)
    for address in ("/mutu/", "/mutu/kelengkapan/"):
        assert "Belum ada hasil yang terbit" in client.get(address).content.decode()


@pytest.mark.django_db
def test_the_account_menu_leads_to_practice_where_one_is_named(client: Client, settings) -> None:
    address = reverse("sign-in")
    assert "Mode latihan" not in client.get(address).content.decode()
    settings.PRACTICE_ADDRESS = "https://latihan.contoh.invalid"
    assert 'href="https://latihan.contoh.invalid"' in client.get(address).content.decode()
