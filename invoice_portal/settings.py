"""All settings, from the environment; what is missing is named at start.

DATABASE_URL and REDIS_URL name servers; without them PostgreSQL and Redis from wheels run in var/.
"""
import os
import secrets
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import environ

from invoice_portal import content_policy, desk_look, embedded
from invoice_portal.languages import languages
from invoice_portal.schedule import schedule

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

#: Demo mode: offers the seeded accounts at login and shows /outbox/. Never on in production.
DEMO = env.bool("DEMO", default=False)
#: How many invoices the demo world holds.
DEMO_INVOICES = env.int("DEMO_INVOICES", default=20_000)
DEBUG = False
#: Local data: embedded servers, files, generated keys.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
EMBEDDED = "DATABASE_URL" not in os.environ


def _generated(name: str) -> str:
    """Return the key kept in var/, made at the first start (embedded and demo runs only)."""
    path = VAR_DIR / name
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or (_generated("secret_key") if EMBEDDED else env("SECRET_KEY"))
#: Secrets that personal data is sealed with at rest (invoice_portal.sealed): the first is today's, others still open.
DATA_KEYS = env.list("DATA_KEYS", default=[]) or ([_generated("data_key")] if EMBEDDED else env.list("DATA_KEYS"))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
#: The portal's address as people outside know it: printed on papers, with the code by which they are checked.
PUBLIC_URL = env("PUBLIC_URL", default=f"http://localhost:{env.int('PORT', default=8000)}")
#: Behind TLS (production): secure cookies, HSTS, redirects. Off for a demo on plain http://localhost.
HTTPS = env.bool("HTTPS", default=not EMBEDDED)

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "invoice_portal.accounts.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "csp",
    "invoice_portal.sealed",
    "invoice_portal.history",
    "invoice_portal.gateway",
    "invoice_portal.accounts",
    "invoice_portal.papers",
    "invoice_portal.office",
    "invoice_portal.support",
    "lookup",
    "resubmission",
    "invoice_portal.attachments",
    "invoice_portal.complaints",
    "invoice_portal.chat",
    "invoice_portal.privacy",
    "invoice_portal.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "invoice_portal.compressing.CompressingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "csp.middleware.CSPMiddleware",
    "invoice_portal.admin_policy.AdminPolicyMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "invoice_portal.accounts.middleware.OperatorMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "invoice_portal.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "invoice_portal.accounts.idling.IdleMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "invoice_portal.release.ReleaseMiddleware",
    "invoice_portal.refusal.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "invoice_portal.urls"
WSGI_APPLICATION = "invoice_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "invoice_portal.release.release_of_page",
                "invoice_portal.support.display.display_of_page",
            ]
        },
    }
]

_database = embedded.database(VAR_DIR) if EMBEDDED else env.db("DATABASE_URL")
_database.setdefault("OPTIONS", {})["options"] = (
    "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
)
DATABASES = {"default": _database | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
if not REDIS_URL:
    _socket = embedded.redis_socket(VAR_DIR)
    REDIS_URL = f"unix://{_socket}?db=0"
    CELERY_BROKER_URL = f"redis+socket://{_socket}?virtual_host=1"
else:
    CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 100
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Shanghai"
#: How often the scheduler looks for what is owed and was lost, with a message or with a worker.
SWEEP_SECONDS = env.float("SWEEP_SECONDS", default=30.0)
#: A worker that has not finished for so long is taken to be dead. Shorter than a task takes, work is done again
#: in vain, but still counts once; by default longer than any task's time limit.
LEASE_SECONDS = env.float("LEASE_SECONDS", default=130.0)
CELERY_BEAT_SCHEDULE = schedule(SWEEP_SECONDS)

#: In how many days a rejection can be objected to: 《行政复议法》 (2023), article 20, gives 60.
OBJECTION_DAYS = env.int("OBJECTION_DAYS", default=60)
#: Above this total (yuan) a second clerk must agree, until the bureau sets another at the desk.
SECOND_OPINION_ABOVE = Decimal(env("SECOND_OPINION_ABOVE", default="1000000.00"))

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "invoice_portal.accounts.login.OperatorBackend",
    "invoice_portal.accounts.login.StaffBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "invoice_portal.page_expired.page_expired"

#: Failures are counted by account and by address, each on its own.
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
#: A success forgets the failures of its account only (accounts.throttle), never those of the address.
AXES_RESET_ON_SUCCESS = False
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "invoice_portal.accounts.throttle.locked_out"
AXES_VERBOSE = False
#: Roles are the bureau's own (StaffMember); what none of them may see needs no page.
AXES_ENABLE_ADMIN = False
#: Proxies in front that append to X-Forwarded-For; 0: the peer's address counts, whatever headers say.
_proxies = env.int("PROXY_COUNT", default=0)
AXES_IPWARE_PROXY_COUNT = _proxies or None
AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if _proxies else ["REMOTE_ADDR"]
AXES_USERNAME_FORM_FIELD = "username"
AXES_HTTP_RESPONSE_CODE = 429

#: The clock of the person's phone has to be right: no allowance grows with each login.
OTP_TOTP_SYNC = False
#: What an authenticator app calls the accounts of staff.
OTP_TOTP_ISSUER = env("OTP_ISSUER", default="Invoice Portal")

LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "invoice_portal/desk_words"]
#: The source's language, and each that has a catalogue: adding one is adding its .po file.
LANGUAGES = languages(LANGUAGE_CODE, LOCALE_PATHS[0])
FORMAT_MODULE_PATH = ["invoice_portal.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_DIR", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
#: What browsers ask for at the root by themselves.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env("STORAGE_DIR", default=str(VAR_DIR / "files")), "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "invoice_portal.static_files.HashedFiles"},
}
#: Where sources may drop batches, and the largest zip that they may post.
FEED_DROP_DIR = Path(env("FEED_DROP_DIR", default=str(VAR_DIR / "drop")))
FEED_LARGEST = env.int("FEED_LARGEST", default=512 * 1024 * 1024)
#: A virus scanner that evidence waits for: unix:///run/clamav/clamd.ctl or tcp://clamav:3310. Empty: none.
CLAMD_URL = env("CLAMD_URL", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

#: What papers are signed with (papers.certificate); the demo and development make their own.
SIGNING_KEY = env("SIGNING_KEY", default="")
SIGNING_CERT = env("SIGNING_CERT", default="")
SIGNING_PKCS12 = env("SIGNING_PKCS12", default="")
SIGNING_PASSPHRASE = env("SIGNING_PASSPHRASE", default="")
SIGNING_OWN = DEMO or EMBEDDED

CONTENT_SECURITY_POLICY = content_policy.PUBLIC
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    #: Asked by the container's health check, over plain HTTP from inside.
    SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["invoice_portal.accounts.api.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "invoice_portal.refusal.api_exception_handler",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Missing-Invoice Portal",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "CauseEnum": "lookup.trace.causes.CODES",
        "RowCauseEnum": "lookup.api.batches.CLASSES",
        "ApplicationStateEnum": "resubmission.models.Application.State",
        "PdfStateEnum": "lookup.models.PdfFile.State",
    },
}

#: Where SMS and e-mail go: "outbox" (demo, tests) or "http" (POST to GATEWAY_URL).
GATEWAY = env("GATEWAY", default="outbox" if EMBEDDED else "http")
GATEWAY_URL = env("GATEWAY_URL", default="")
GATEWAY_TOKEN = env("GATEWAY_TOKEN", default="")

#: SMS of notices wait between these times (Asia/Shanghai); empty: never. The demo rings at any time.
QUIET_HOURS = env("QUIET_HOURS", default="" if EMBEDDED else "22:00-08:00")
#: A session of staff that nobody uses ends after so long.
STAFF_IDLE_MINUTES = env.int("STAFF_IDLE_MINUTES", default=30)

#: In how many working days a case is decided, until an administrator promises otherwise at the desk.
PROMISE_DAYS = env.int("PROMISE_DAYS", default=5)

#: A case is everyone's again when whoever claimed it has not looked at it for so long.
CLAIM_IDLE_MINUTES = env.int("CLAIM_IDLE_MINUTES", default=120)

UNFOLD = desk_look.UNFOLD
