"""The pages before anything is loaded: they say what to do."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.office.models import Office

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


def test_an_office_without_results_is_led_on_and_not_to_the_demo(client):
    """Loading the invented regency beside real territories would spoil both."""
    cache.clear()
    Office.objects.create(regency_code="6402", regency_name="Kabupaten Kutai Kartanegara")
    visitor = client.get("/").content.decode()
    assert "Kutai Kartanegara belum terbit" in visitor
    assert "berdaya demo" not in visitor
    assert reverse("imports") not in visitor
    user = User.objects.create_user(username="op", password=None)
    Grant.objects.create(user=user, role=Role.VILLAGE_OPERATOR, territory="6402042001", valid_from="2020-01-01")
    client.force_login(user)
    operator = client.get("/").content.decode()
    assert f'<a href="{reverse("imports")}">Impor</a>' in operator
    assert "berdaya " not in operator
