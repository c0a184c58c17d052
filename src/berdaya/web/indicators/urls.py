"""Addresses of this area."""

from django.urls import path

from berdaya.web.indicators.views import indicator_page, indicators

urlpatterns = [
    path("indikator/", indicators, name="indicators"),
    path("indikator/<slug:family>/<slug:code>/", indicator_page, name="indicator-page"),
]
