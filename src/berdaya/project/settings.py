"""Django settings, all from the environment; `docs/reference/settings.md` lists each one."""

import os
from pathlib import Path

from berdaya.project import environment

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("BERDAYA_DATA", "var")).resolve()
# Practising happens in a folder of its own, whatever else the environment says: no setting leads it to real records.
PRACTICE = environment.flag("BERDAYA_PRACTICE", default=False)
if PRACTICE:
    environment.forget_real_records()
    DATA = DATA / "latihan"
DATA.mkdir(parents=True, exist_ok=True, mode=0o700)

DEBUG = environment.flag("BERDAYA_DEBUG", default=False)
SECRET_KEY_FILE = environment.place("BERDAYA_SECRET_KEY_FILE", default=DATA / "secret_key")
SECRET_KEY = environment.secret("BERDAYA_SECRET_KEY", kept_in=SECRET_KEY_FILE)
ALLOWED_HOSTS = environment.words("BERDAYA_HOSTS", default=("localhost", "127.0.0.1", "[::1]"))
HTTPS = environment.flag("BERDAYA_HTTPS", default=False)
# Where papers send those who check them, such as https://berdaya.contoh.go.id; without it, where the request came to.
ADDRESS = os.environ.get("BERDAYA_ADDRESS", "").rstrip("/")
if ADDRESS and not ADDRESS.startswith(("https://", "http://")):
    raise environment.BadSetting("BERDAYA_ADDRESS", ADDRESS, "write https:// and the name of the server")
# The master keys of personal data and documents; best on another disk than the database.
KEYS_FILE = environment.place("BERDAYA_KEYS_FILE", default=DATA / "keys" / "master.keys")
# Files beside the database, and where backups go when nobody says otherwise.
MEDIA_ROOT = DATA / "files"
BACKUPS = environment.place("BERDAYA_BACKUPS", default=DATA / "backups")
# Where one can practise: the address of `berdaya practice`, for a link in the account menu.
PRACTICE_ADDRESS = environment.address("BERDAYA_PRACTICE_ADDRESS")
# Whose word is taken for how a visitor came in: the proxy that ends HTTPS.
PROXY = os.environ.get("BERDAYA_PROXY", "127.0.0.1")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "berdaya.records.vault",
    "berdaya.records.access",
    "berdaya.records.audit",
    "berdaya.records.office",
    "berdaya.records.regions",
    "berdaya.records.observations",
    "berdaya.records.runs",
    "berdaya.records.imports",
    "berdaya.records.decisions",
    "berdaya.records.papers",
    "berdaya.records.inbox",
    "berdaya.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "berdaya.web.assets.HashedWhiteNoise",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "berdaya.web.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "berdaya.web.office.gate.set_up",
    "berdaya.web.office.clock.office_time",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "berdaya.web.security.content_security_policy",
    "berdaya.web.security.private_pages",
    "berdaya.web.account.devices.seen_again",
    "berdaya.web.account.second_step.SecondStepFirst",
]

ROOT_URLCONF = "berdaya.project.urls"
WSGI_APPLICATION = "berdaya.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "berdaya.web.context.frame",
            ],
            "builtins": ["berdaya.web.templatetags.berdaya"],
        },
    }
]

DATABASES = {"default": environment.database("BERDAYA_DATABASE", sqlite=DATA / "berdaya.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
CSRF_FAILURE_VIEW = "berdaya.web.errors.stale_form"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Who works in the office needs a second step: "required" or "offered". Left open, it is required from the day on which
# the database holds real territories, so that an invented regency stays easy to try.
SECOND_FACTOR = environment.one_of("BERDAYA_SECOND_FACTOR", "required", "offered", default="")
# Of allauth only the second step is used; none of its addresses is opened, and it keeps no e-mail address.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "berdaya.records.access.factors.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Berdaya"
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1

# Indonesian is the source language of the interface; English is a complete catalogue.
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
FORMAT_MODULE_PATH = ["berdaya.web.formats"]
USE_I18N = True
USE_TZ = True
# Until the office says which it keeps.
TIME_ZONE = os.environ.get("BERDAYA_TIME_ZONE", "Asia/Makassar")
# Whether pages ask the records for the office's time zone, and lead to the first set-up where there is no user.
OFFICE_FROM_RECORDS = True

STATIC_URL = "static/"
# Files are served from the package with their hash in the name; nothing needs to be collected first.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "berdaya.web.assets.HashedStaticFiles"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "berdaya.web.assets.HashedFinder",
]
WHITENOISE_USE_FINDERS = True

# Long work waits in the database until `berdaya worker` takes it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if PRACTICE:
    # A browser that has both installations open keeps two sessions: cookies do not tell ports apart.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "latihan_session", "latihan_csrf"
    MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"masked": {"()": "berdaya.project.logs.MaskedFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "masked"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
