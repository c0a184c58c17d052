"""Addresses of this area."""

from django.urls import path

from berdaya.web.office import catalogue, health, setup, views

urlpatterns = [
    path("siapkan/", setup.setup, name="setup"),
    path("siapkan/selesai/", setup.setup_done, name="setup-done"),
    path("siapkan/<slug:slug>/", setup.setup_step, name="setup-step"),
    path("kelola/kantor/", views.office, name="office"),
    path("kelola/kantor/penandatangan/<int:number>/", views.signatory, name="office-signatory"),
    path("kelola/kantor/<slug:slug>/", views.office_part, name="office-part"),
    path("kelola/katalog/", catalogue.catalogue_page, name="catalogue"),
    path("kelola/katalog/<slug:code>/", catalogue.edition_page, name="catalogue-edition"),
    path("kelola/kesehatan/", health.health, name="health"),
    path("kelola/kesehatan/pekerjaan/<uuid:job>/", health.job, name="health-job"),
    path("sehat/", health.alive, name="alive"),
]
