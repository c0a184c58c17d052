"""The pages before anything is loaded: they say what to do."""

import pytest
from django.core.cache import cache
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_nothing_loaded_says_what_to_do(client):
    cache.clear()
    html = client.get("/").content.decode()
    for command in ("berdaya demo", "berdaya regions import", "berdaya official import"):
        assert command in html
    assert client.get(reverse("map-villages")).json()["features"] == []
    assert client.get("/desa/99.01.01.2001/").status_code == 404
    assert "Belum ada desa" in client.get("/cari/").content.decode()
    for address in ("/indikator/", "/bandingkan/"):
        assert "berdaya demo" in client.get(address).content.decode()
    assert client.get("/indikator/idm/IKS01/").status_code == 404
