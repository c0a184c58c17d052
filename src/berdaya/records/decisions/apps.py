from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "berdaya.records.decisions"
    label = "decisions"
