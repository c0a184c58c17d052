"""Addresses of this area."""

from django.urls import URLPattern, path

from berdaya.web.papers import series, verify, views

urlpatterns: list[URLPattern] = [
    path("desa/<str:code>/profil.pdf", views.profile_preview, name="village-profile"),
    path("desa/<str:code>/profil/terbitkan/", views.draft_profile, name="paper-draft-profile"),
    path("kelola/surat/", views.papers, name="papers"),
    path("kelola/surat/baru/", views.new_letter, name="paper-letter"),
    path("kelola/surat/seri/", series.series, name="paper-series"),
    path("kelola/surat/seri/baru/", series.set_series, name="paper-series-new"),
    path("kelola/surat/seri/<int:series_id>/", series.set_series, name="paper-series-set"),
    path("kelola/surat/<int:paper_id>/", views.paper, name="paper"),
    path("kelola/surat/<int:paper_id>/berkas.pdf", views.paper_file, name="paper-file"),
    path("kelola/surat/<int:paper_id>/terbitkan/", views.issue, name="paper-issue"),
    path("kelola/surat/<int:paper_id>/cabut/", views.withdraw, name="paper-withdraw"),
    path("kelola/surat/<int:paper_id>/buang/", views.discard, name="paper-discard"),
    path("periksa/", verify.verify_form, name="paper-verify-form"),
    path("periksa/<str:code>/", verify.verify, name="paper-verify"),
]
