"""Addresses of this area."""

from django.urls import URLPattern, path

from berdaya.web.importing import acts, results, views

IMPORT = "impor/<int:batch_id>/"

urlpatterns: list[URLPattern] = [
    path("impor/", views.imports, name="imports"),
    path("impor/kirim/", acts.upload, name="import-upload"),
    path("impor/templat/", views.template_file, name="import-template"),
    path(IMPORT, views.one_import, name="import"),
    path(IMPORT + "kolom/", views.mapping, name="import-mapping"),
    path(IMPORT + "berkas/", views.sent_file, name="import-file"),
    path(IMPORT + "kemajuan/", views.progress, name="import-progress"),
    path(IMPORT + "periksa/", acts.look, name="import-look"),
    path(IMPORT + "simpan/", acts.commit, name="import-commit"),
    path(IMPORT + "batalkan/", acts.undo, name="import-undo"),
    path(IMPORT + "pulihkan/", acts.redo, name="import-redo"),
    path(IMPORT + "sisihkan/", acts.abandon, name="import-abandon"),
    path(IMPORT + "lanjutkan/", acts.take_up, name="import-take-up"),
    path(IMPORT + "hitung/", results.compute, name="import-compute"),
]
