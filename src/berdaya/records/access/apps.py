from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "berdaya.records.access"
    label = "access"
