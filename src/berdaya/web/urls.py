"""Addresses of the pages, in Indonesian; names in English."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path
from django.views.i18n import set_language

from berdaya.web.account.views import SignIn
from berdaya.web.components.views import components, sample_map
from berdaya.web.home.views import attention_page, beranda, villages_map
from berdaya.web.search.views import search
from berdaya.web.villages.views import indicator, village

# Each area keeps its own addresses.
AREAS = (
    "villages",
    "account",
    "people",
    "trail",
    "importing",
    "quality",
    "indicators",
    "comparison",
    "papers",
    "office",
    "inbox",
    "help",
)

urlpatterns = [
    path("", beranda, name="home"),
    path("perhatian/<slug:kind>/", attention_page, name="attention"),
    path("peta/desa.geojson", villages_map, name="map-villages"),
    path("desa/<str:code>/", village, name="village"),
    path("desa/<str:code>/indikator/<str:indicator>/", indicator, name="indicator"),
    path("cari/", search, name="search"),
    path("masuk/", SignIn.as_view(), name="sign-in"),
    path("keluar/", LogoutView.as_view(), name="sign-out"),
    path("bahasa/", set_language, name="language"),
    path("komponen/", components, name="components"),
    path("komponen/peta.geojson", sample_map, name="components-map"),
    *(path("", include(f"berdaya.web.{area}.urls")) for area in AREAS),
]
