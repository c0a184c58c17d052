from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "berdaya.records.imports"
    label = "imports"
