"""All settings in one file: the environment block on top names every variable; defaults run on one machine."""

import os
import tempfile
import tomllib
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.urls import reverse

ROOT = Path(__file__).resolve().parent.parent

# --- Environment: every name that is read, with its default (README lists them too) --------------------------------
env = environ.Env()
DATA_ROOT = Path(env.str("LIAP_DATA_ROOT", str(ROOT / "var")))
DEBUG = env.bool("LIAP_DEBUG", False)
SECRET_KEY = env.str("LIAP_SECRET_KEY", "")
DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{DATA_ROOT / 'liap.sqlite3'}")
ALLOWED_HOSTS = env.list("LIAP_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("LIAP_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("LIAP_HTTPS", False)
EMAIL_URL = env.str("LIAP_EMAIL_URL", "consolemail://")
DEFAULT_FROM_EMAIL = env.str("LIAP_FROM_EMAIL", "liap@localhost")
PUBLIC_URL = env.str("LIAP_PUBLIC_URL", "http://127.0.0.1:8000")
WORKERS = env.int("LIAP_WORKERS", 2)
SILENCE = env.int("LIAP_SILENCE", 300)
LEASE = env.int("LIAP_LEASE", 320)
TIME_ZONE = env.str("LIAP_TIME_ZONE", "Asia/Jakarta")
AUDIT_KEY = env.str("LIAP_AUDIT_KEY", "")
IDENTITY_KEY = env.str("LIAP_IDENTITY_KEY", "")
SHOW_DEMO_LOGINS = env.bool("LIAP_SHOW_DEMO_LOGINS", False)
SOURCE_URL = env.str("LIAP_SOURCE_URL", "")
ACCEL_PREFIX = env.str("LIAP_ACCEL_PREFIX", "")
SIGNER = env.str("LIAP_SIGNER", "none")
SIGNING_KEYS = Path(env.str("LIAP_SIGNING_KEYS", str(DATA_ROOT / "keys")))
SIGNING_PASSPHRASE = env.str("LIAP_SIGNING_PASSPHRASE", "")
TIMESTAMP_URL = env.str("LIAP_TIMESTAMP_URL", "")
# -------------------------------------------------------------------------------------------------------------------

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
DATA_ROOT.mkdir(parents=True, exist_ok=True)


def _own_key(name: str) -> str:
    """Makes a key for this machine once and keeps it beside the data, so that no default key stands in the code."""
    path = DATA_ROOT / name
    if not path.exists():
        draft = path.with_name(f"{name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        draft.unlink()
    return path.read_text().strip()


SECRET_KEY = SECRET_KEY or _own_key("secret_key")
# Apart from SECRET_KEY, so that rotating that one does not make the audit chain look forged.
AUDIT_KEY = AUDIT_KEY or _own_key("audit_key")
# Without it the kept hash of an identity number could be found by trying all numbers.
IDENTITY_KEY = IDENTITY_KEY or _own_key("identity_key")

INSTALLED_APPS = [
    "config",
    "workflows",
    "documents",
    "liap",
    "config.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "viewflow",
    "viewflow.workflow",
    "django_q",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.SmallPagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.IndonesianFirstMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.NoStoreMiddleware",
    "config.middleware.ConflictMiddleware",
    "axes.middleware.AxesMiddleware",
]

# Pages of plans lead to the file of the plan, which their package does not know.
ABSOLUTE_URL_OVERRIDES = {"liap.plan": lambda plan: reverse("workflows:case_of_plan", args=[plan.pk])}
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.navigation",
            ],
        },
    }
]

# --- Database ------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE and WAL together: without them a third of concurrent writes fails with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
    }
    # A file, since races between threads are tested under the options that hold in production.
    DATABASES["default"]["TEST"] = {"NAME": f"{tempfile.gettempdir()}/liap-test-{os.getpid()}.sqlite3"}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
        "-c lock_timeout=5s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and log-in ---------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "liap.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "liap:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "liap:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "liap/people/locked_out.html"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# --- Browser security ----------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

# --- Language and time ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "config" / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True

# --- Files ---------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_ROOT / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA_ROOT / "media"
DOCUMENTS_ROOT = DATA_ROOT / "documents"
EVIDENCE_ROOT = DATA_ROOT / "evidence"
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Queue: a doorbell only; what must not be lost is a row of ours -------------------------------------------------
Q_CLUSTER = {
    "name": "liap",
    "orm": "default",
    "workers": WORKERS,
    "queue_limit": WORKERS,
    "bulk": 1,
    "timeout": max(90, LEASE * 9 // 10),
    "retry": max(300, LEASE * 6 // 5),
    "max_attempts": 1,
    "ack_failures": True,
    "catch_up": False,
    "scheduler": False,
    "save_limit": 250,
    "recycle": 100,
    "poll": 0.5,
    "label": "Django Q",
}

# --- Mail and log --------------------------------------------------------------------------------------------------
vars().update(env.email_url_config(EMAIL_URL))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
