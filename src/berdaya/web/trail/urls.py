"""Addresses of this area."""

from django.urls import URLPattern, path

from berdaya.web.trail.views import check_chain, one_entry, trail

urlpatterns: list[URLPattern] = [
    path("kelola/jejak/", trail, name="trail"),
    path("kelola/jejak/periksa/", check_chain, name="trail-check"),
    path("kelola/jejak/<int:entry_id>/", one_entry, name="trail-entry"),
]
