from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "berdaya.records.vault"
    label = "vault"
