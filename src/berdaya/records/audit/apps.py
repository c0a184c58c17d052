from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "berdaya.records.audit"
    label = "audit"
