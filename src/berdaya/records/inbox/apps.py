from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "berdaya.records.inbox"
    label = "inbox"
