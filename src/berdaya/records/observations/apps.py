from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    name = "berdaya.records.observations"
    label = "observations"
