"""Django's settings; what may differ between machines comes from the environment and the home."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from openscorecard.config import security
from openscorecard.config.home import home, incoming, seal, secret_key, source_secrets
from openscorecard.config.static import collected, static_root
from openscorecard.config.stores import databases

DEBUG = security.debug_allowed(os.environ)
SECRET_KEY = secret_key()
HOME, SEAL = home(), seal()  # where state lies, and apart from it the keys
FILES_ROOT = home() / "files"  # what people send, and what is made for them
ROWS_ROOT = home() / "rows"  # source rows, as Parquet
SOURCE_SECRETS = source_secrets()
SOURCE_HOSTS = security.listed(os.environ, "OPENSCORECARD_SOURCE_HOSTS")  # where connectors may go
SOURCE_FOLDERS = [str(incoming()), *security.listed(os.environ, "OPENSCORECARD_SOURCE_FOLDERS")]
ALLOWED_HOSTS = [*security.LOOPBACK, *security.listed(os.environ, "OPENSCORECARD_HOSTS")]
CSRF_TRUSTED_ORIGINS = security.listed(os.environ, "OPENSCORECARD_ORIGINS")

INSTALLED_APPS = [
    "openscorecard.records",
    "openscorecard.web",  # before the others, so that its templates win
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules",
]

MIDDLEWARE = [
    "openscorecard.web.middleware.GuardHeaders",
    "django.middleware.gzip.GZipMiddleware",  # Django pads what it compresses, against BREACH
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "openscorecard.web.staticfiles.SiteFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "openscorecard.api.readonly.ReadOnly",
    "openscorecard.web.middleware.Preferring",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "openscorecard.web.middleware.IdleSession",
    "openscorecard.web.middleware.SignedInWrites",
    "axes.middleware.AxesMiddleware",  # last: it turns a lock-out into its page
]

ROOT_URLCONF = "openscorecard.config.urls"
WSGI_APPLICATION = "openscorecard.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = databases()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "openscorecard.web.context.frame",
            ],
            "builtins": [
                "openscorecard.web.templatetags.components",
                "openscorecard.web.frame.date_filters",
                "openscorecard.web.frame.large_numbers",
            ],
        },
    }
]
FORM_RENDERER = "openscorecard.web.forms.renderer.SiteRenderer"

# People
AUTH_USER_MODEL = "records.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: nobody who is locked out gets further
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = security.PASSWORD_HASHERS
AUTH_PASSWORD_VALIDATORS = security.PASSWORD_VALIDATORS
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "openscorecard.web.people.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # failed sign-ins are counted by axes, in the database
ACCOUNT_FORMS = {
    "login": "openscorecard.web.people.forms.SignInForm",
    "change_password": "openscorecard.web.people.forms.ChangePasswordForm",
}
AXES_FAILURE_LIMIT = security.LOCK_OUT_AFTER
AXES_COOLOFF_TIME = security.LOCK_OUT_FOR
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]  # a flat list means either of them
AXES_RESET_ON_SUCCESS = False  # else an own account would reset the count of somebody else's
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # so that 15 minutes are 15 minutes
AXES_LOCKOUT_CALLABLE = "openscorecard.web.people.lockout.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Guards
CONTENT_SECURITY_POLICY = security.content_policy()
CSRF_FAILURE_VIEW = "openscorecard.web.frame.errors.csrf_failure"
EXAMPLE_SCALE = os.environ.get("OPENSCORECARD_EXAMPLE_SCALE") or "1"  # how much of the example's rows is loaded

API_A_MINUTE = security.requests_a_minute(os.environ, "OPENSCORECARD_API_A_MINUTE", 600)
API_PUBLIC_A_MINUTE = security.requests_a_minute(os.environ, "OPENSCORECARD_API_PUBLIC_A_MINUTE", 60)

SESSION_COOKIE_AGE = 60 * security.idle_minutes(os.environ)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
globals().update(security.over_https(security.switched_on(os.environ, "OPENSCORECARD_HTTPS")))
ACCESSIBILITY_CONTACT = os.environ.get("OPENSCORECARD_ACCESSIBILITY_CONTACT", "").strip()  # for the statement

# Languages: one audience writes Chinese, so that comes first
LANGUAGE_CODE = "zh-hant"
LANGUAGES = [("zh-hant", _("Chinese (Taiwan)")), ("en", _("English"))]
LANGUAGE_COOKIE_AGE = 31_536_000
LOCALE_PATHS = [Path(__file__).parents[1] / "web" / "locale"]
TIME_ZONE = "Asia/Taipei"
USE_TZ = True

# Files: collected once per version into the home, where they are compressed and hashed
STATIC_URL = "static/"
STATIC_ROOT = static_root(home(), Path(__file__).parents[1])
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "openscorecard.web.staticfiles.CollectedStorage"},
}
WHITENOISE_USE_FINDERS = not collected(STATIC_ROOT)
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
