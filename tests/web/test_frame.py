"""The frame of every page: policy, language, what works without script."""

import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

PAGES = ("components", "sign-in")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PAGES)
def test_every_page_carries_a_strict_policy_and_keeps_it(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    html = response.content.decode()
    assert "<style" not in html
    assert all("src=" in tag and "defer" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert not re.search(r"\son[a-z]+=", html)
    assert not re.search(r'(src|href|action)="(https?:)?//', html)


@pytest.mark.parametrize(
    ("language", "title", "words"), [("id", "Komponen", "Keping status"), ("en", "Components", "Status chip")]
)
def test_the_style_guide_speaks_both_languages(client: Client, language: str, title: str, words: str) -> None:
    client.cookies["django_language"] = language
    html = client.get(reverse("components")).content.decode()
    assert f'<html lang="{language}">' in html
    assert f"<title>{title} · Berdaya</title>" in html
    assert words in html


def test_numbers_in_the_page_are_for_people_and_in_drawings_for_machines(client: Client) -> None:
    html = client.get(reverse("components"), headers={"accept-language": "id"}).content.decode()
    assert "+0,0222" in html
    for drawing in re.findall(r"<svg\b.*?</svg>", html, flags=re.DOTALL):
        places = re.findall(r' (?:x|y|x1|x2|y1|y2|cx|cy|width|height)="([^"]*)"', drawing)
        assert not [place for place in places if not re.fullmatch(r"-?\d+(\.\d+)?%?", place)]


def test_the_style_guide_is_complete_markup(client: Client) -> None:
    html = client.get(reverse("components")).content.decode()
    main = html[html.index("<main") : html.index("</main>") + len("</main>")]
    closed = re.sub(r"<(br|input|meta|link)\b([^>]*)>", r"<\1\2/>", main).replace(" hidden ", " ")
    ElementTree.fromstring(closed)


def test_the_language_can_be_chosen_and_is_remembered(client: Client) -> None:
    page = reverse("components")
    client.post(reverse("language"), {"language": "en", "next": page}, follow=True)
    assert '<html lang="en">' in client.get(page, headers={"accept-language": "id"}).content.decode()


def test_a_failed_sign_in_says_what_to_check(client: Client) -> None:
    html = client.post(reverse("sign-in"), {"username": "tidak-ada", "password": "salah"}).content.decode()
    assert 'role="alert"' in html
    assert "Nama pengguna atau kata sandi tidak cocok." in html


def test_an_address_from_elsewhere_is_not_followed_after_choosing_a_language(client: Client) -> None:
    answer = client.post(reverse("language"), {"language": "en", "next": "https://contoh.invalid/"})
    assert answer["Location"] == "/"


def test_the_sample_map_is_geojson(client: Client) -> None:
    answer = client.get(reverse("components-map"))
    features = answer.json()["features"]
    assert answer["Content-Type"] == "application/geo+json"
    assert {"name", "place", "label", "fill", "href"} <= set(features[0]["properties"])
