"""Addresses of this area."""

from django.urls import URLPattern, path

from berdaya.web.help.practice import reset
from berdaya.web.help.views import contents, help_page

urlpatterns: list[URLPattern] = [
    path("bantuan/", contents, name="help"),
    path("bantuan/<slug:name>/", help_page, name="help-page"),
    path("latihan/ulang/", reset, name="practice-reset"),
]
