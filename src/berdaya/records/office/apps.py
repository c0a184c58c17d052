from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "berdaya.records.office"
    label = "office"
