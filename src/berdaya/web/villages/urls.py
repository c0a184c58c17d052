"""Addresses of what stands beside the page of a village."""

from django.urls import path

from berdaya.web.villages.whatif_view import what_if

urlpatterns = [path("desa/<str:code>/andaikan/", what_if, name="what-if")]
