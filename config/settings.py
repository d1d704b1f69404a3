"""Django settings. What an operator may choose comes from ``config.env``; the rest is decided here, once."""

from __future__ import annotations

import sys
import time
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy

from config.addresses import ROOT, database_from_url, mail_from_url
from config.api_description import SPECTACULAR_SETTINGS  # noqa: F401  # read by drf-spectacular
from config.checks import refuse_unsafe
from config.env import Env
from config.logs import configuration as logging_configuration
from config.rates import api_rates
from config.release import release_of

ENV = Env.load()
RELEASE, STARTED = release_of(), int(time.time())  # what this process loaded, and when; told at /readyz
BASE_DIR = ROOT
TESTING = "pytest" in sys.modules

DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key
ALLOWED_HOSTS = ENV.allowed_hosts
CSRF_TRUSTED_ORIGINS = [ENV.origin] if ENV.origin else []
SITE_ORIGIN = ENV.origin  # empty where nobody has said it
LINK_CARDS = ENV.link_cards and not TESTING  # whether the worker looks at pages that people link to
SITE_NAME = gettext_lazy("Megdan")  # in Cyrillic where the language is written so

INSTALLED_APPS = [
    "frontend",  # first: its templates stand in for those of the libraries
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "channels",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "participation.accounts",
    "participation.places",
    "participation.organisations",
    "participation.record",
    "participation.live",
    "participation.voting",
    "participation.documents",
    "participation.pictures",
    "participation.links",
    "participation.notifications",
    "participation.moderation",
    "participation.polls",
    "forums",
    "gatherings",
    "proposals",
    "volunteers.projects",
    "volunteers.register",
    "volunteers.tasks",
    "volunteers.money",
    "demo",
]

MIDDLEWARE = [
    "config.cors.OpenToOtherPages",  # first, so that refusals can be read as well
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "frontend.limits.Limits",
    "frontend.masking.PersonalNumbers",
    "frontend.middleware.Refusals",
    "frontend.proof.Proofs",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontend.context.site",
            ],
        },
    }
]

FORM_RENDERER = "frontend.controls.Controls"

# Data -------------------------------------------------------------------------------------------------------------
DATABASES = {"default": database_from_url(ENV.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
MEDIA_ROOT = ENV.data_dir / "files"  # never served directly: views decide who may read
CACHES: dict[str, Any] = {
    "default": {"BACKEND": "config.caches.CountingRedisCache", "LOCATION": ENV.redis_url}
    if ENV.redis_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "drawn": {  # in each process: what was drawn and stays right while nothing new is told (forums/kept.py)
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "drawn",
        "TIMEOUT": 10,
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}

# Live -------------------------------------------------------------------------------------------------------------
CHANNEL_LAYERS: dict[str, Any] = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [ENV.redis_url], "prefix": "megdan"},
    }
    if ENV.redis_url
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
LIVE_RENDERER = "frontend.live.render"
LIVE_COALESCE = "inline" if TESTING else "thread"

# People -----------------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "frontend.people.arriving.SiteAdapter"
ACCOUNT_FORMS = {
    "signup": "frontend.people.forms.SignUp",
    "login": "participation.accounts.forms.SignIn",
    "reset_password": "participation.accounts.forms.AskReset",
    "reset_password_from_key": "participation.accounts.passwords.Reset",
    "change_password": "participation.accounts.passwords.ChangePassword",
    "add_email": "participation.accounts.forms.ChangeAddress",
    "change_email": "participation.accounts.forms.OtherAddress",
    "confirm_email_verification_code": "participation.accounts.forms.ConfirmCode",
    "reauthenticate": "participation.accounts.forms.SayPasswordAgain",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_CHANGE_EMAIL = True  # one address; a new one replaces it once it is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True  # the old address is told when password or address change
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # the password again before the address changes
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies  # behind nginx the socket itself names no client

# Languages --------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "bg"
LANGUAGES = [("bg", "Български"), ("en", "English"), ("it", "Italiano"), ("es", "Español"), ("fr", "Français")]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = "config.formats"  # where Django has no formats of moments for a language
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Sofia"

# Static files -----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ENV.static_root
WHITENOISE_USE_FINDERS = not ENV.is_production
WHITENOISE_AUTOREFRESH = not ENV.is_production  # files may change under a running demo: an update, a developer
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static.StaticFiles"
        if ENV.is_production and not TESTING
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Mail -------------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from
EMAIL_FILE_PATH = ENV.data_dir / "mail"
if ENV.mail_url:
    _mail = mail_from_url(ENV.mail_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.tls, _mail.starttls
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

# Security ---------------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENV.is_production
SESSION_COOKIE_NAME = "__Host-session" if ENV.is_production else "megdan_session"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf" if ENV.is_production else "megdan_csrf"
CSRF_FAILURE_VIEW = "frontend.errors.csrf_failure"
SECURE_SSL_REDIRECT = ENV.is_production
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if ENV.is_production else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxies else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# API --------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "participation.accounts.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["participation.rest.parsers.Json", "participation.rest.parsers.Form"],
    "DEFAULT_FILTER_BACKENDS": ["participation.rest.filters.StrictFilters"],
    "DEFAULT_THROTTLE_CLASSES": ["participation.rest.throttles.Rates"],
    "DEFAULT_PAGINATION_CLASS": "config.api.Pages",
    "PAGE_SIZE": 50,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.handle_error",
    "NUM_PROXIES": ENV.trusted_proxies,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
WORDS_RATE = ENV.words_rate  # participation/moderation/newcomers.py
API_RATES = api_rates(ENV.api_rate)

PROOF_OF_WORK = True  # where programs would act without an account: participation/proof.py

# How one can pay: `dummy` moves no money and is the demonstration's (volunteers/money/providers).
PAYMENT_PROVIDERS = ["transfer"] if ENV.is_production else ["dummy", "transfer"]
CARDS = ENV.cards
if CARDS.is_whole and not TESTING:
    PAYMENT_PROVIDERS = [*PAYMENT_PROVIDERS, "stripe"]

# Running ----------------------------------------------------------------------------------------------------------
LOGGING = logging_configuration(production=ENV.is_production)
refuse_unsafe(globals())
