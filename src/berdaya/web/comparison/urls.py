"""Addresses of this area."""

from django.urls import path

from berdaya.web.comparison.views import comparison

urlpatterns = [path("bandingkan/", comparison, name="comparison")]
