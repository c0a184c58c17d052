"""Addresses of the whole product."""

from django.urls import include, path

urlpatterns = [path("", include("berdaya.web.urls"))]
