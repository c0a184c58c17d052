"""What is told when a page cannot be shown, in the frame of the product and in both languages."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.test.client import RequestFactory

from berdaya.records.access import attempts
from berdaya.records.access.scope import SYSTEM
from berdaya.records.access.services import create_user
from berdaya.web.errors import broken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    """Failures are counted in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(("language", "title"), [("id", "Halaman tidak ditemukan"), ("en", "Page not found")])
def test_an_address_without_a_page(client: Client, language: str, title: str) -> None:
    client.cookies["django_language"] = language
    response = client.get("/tidak-ada/")
    assert response.status_code == 404
    assert f"<h1>{title}</h1>" in response.content.decode()


def test_a_form_without_its_token() -> None:
    response = Client(enforce_csrf_checks=True).post("/masuk/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "Formulir ini sudah kedaluwarsa" in response.content.decode()


def test_a_broken_page_needs_neither_template_nor_database(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = broken(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "tidak ada data yang berubah" in response.content.decode()


def test_a_server_asked_for_by_another_name_says_so(client: Client) -> None:
    response = client.get("/masuk/", headers={"host": "tempat-lain.example"})
    assert response.status_code == 400
    assert "BERDAYA_HOSTS" in response.content.decode()


def test_an_endless_name_is_a_wrong_name_and_counts(client: Client) -> None:
    for _ in range(attempts.ALLOWED):
        assert client.post("/masuk/", {"username": "x" * 100_000, "password": "y"}).status_code == 200
    assert client.post("/masuk/", {"username": "x" * 100_000, "password": "y"}).status_code == 429


def test_many_names_from_one_address_end_soon(client: Client) -> None:
    for number in range(attempts.ALLOWED_FROM_ADDRESS):
        assert client.post("/masuk/", {"username": f"name{number}", "password": "y"}).status_code == 200
    assert client.post("/masuk/", {"username": "another", "password": "y"}).status_code == 429
    elsewhere = client.post("/masuk/", {"username": "another", "password": "y"}, REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 200


def test_pages_of_somebody_signed_in_are_not_kept(client: Client) -> None:
    assert "Cache-Control" not in client.get("/komponen/").headers
    client.force_login(create_user(actor=SYSTEM, username="sari", full_name="Sari", password="kata-sandi-uji"))
    assert client.get("/komponen/").headers["Cache-Control"] == "private, no-store"
