"""Addresses of the pages, in Indonesian; names in English."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path
from django.views.i18n import set_language

from berdaya.web.components.views import components, sample_map

urlpatterns = [
    path("masuk/", LoginView.as_view(), name="sign-in"),
    path("keluar/", LogoutView.as_view(), name="sign-out"),
    path("bahasa/", set_language, name="language"),
    path("komponen/", components, name="components"),
    path("komponen/peta.geojson", sample_map, name="components-map"),
]
