"""Pages are Indonesian until their reader chooses otherwise."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [("", "en-US", "id"), ("en", "id", "en"), ("id", "en", "id"), ("fr", "fr", "id")],
)
def test_only_a_choice_changes_the_language(cookie: str, accepted: str, language: str) -> None:
    client = Client(headers={"accept-language": accepted})
    if cookie:
        client.cookies["django_language"] = cookie
    response = client.get("/komponen/")
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}"'.encode() in response.content
