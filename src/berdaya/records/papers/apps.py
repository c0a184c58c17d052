from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "berdaya.records.papers"
    label = "papers"
