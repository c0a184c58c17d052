"""Addresses of the whole product."""

from django.urls import include, path

handler400 = "berdaya.web.errors.bad_request"
handler403 = "berdaya.web.errors.forbidden"
handler404 = "berdaya.web.errors.not_found"
handler500 = "berdaya.web.errors.broken"

urlpatterns = [path("", include("berdaya.web.urls"))]
