"""Addresses of this area."""

from django.urls import URLPattern, path

from berdaya.web.quality.recompute import compute, publish
from berdaya.web.quality.together import together
from berdaya.web.quality.views import completeness, one_finding, quality

urlpatterns: list[URLPattern] = [
    path("mutu/", quality, name="quality"),
    path("mutu/kelengkapan/", completeness, name="completeness"),
    path("mutu/serentak/", together, name="finding-together"),
    path("mutu/hitung/", compute, name="recompute"),
    path("mutu/terbitkan/<int:run_id>/", publish, name="publish-draft"),
    path("mutu/<slug:family>/<int:year>/<str:code>/<slug:kind>/<str:subject>/", one_finding, name="finding"),
]
