from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "berdaya.records.regions"
    label = "regions"
