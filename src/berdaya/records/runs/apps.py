from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "berdaya.records.runs"
    label = "runs"
