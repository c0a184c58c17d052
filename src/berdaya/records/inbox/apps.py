from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "berdaya.records.inbox"
    label = "inbox"

    def ready(self) -> None:
        from berdaya.records.inbox import handover  # noqa: F401 - connects its receiver
