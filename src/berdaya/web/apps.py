from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "berdaya.web"

    def ready(self) -> None:
        from berdaya.web.account.devices import watch

        watch()
