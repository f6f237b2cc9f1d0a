"""The site's settings: the record's, and what pages need. `svartid serve` uses them.

SVARTID_SITE_URL     the address under which people reach the site, https://… ; without it: this machine only
SVARTID_PROXIES      how many proxies stand before it (default 1 with an https address)
SVARTID_OIDC_URL     an OpenID Connect provider, with SVARTID_OIDC_CLIENT and SVARTID_OIDC_SECRET_FILE
SVARTID_SMTP_URL     smtp://host:25, smtp+tls://user@host:587; the password in SVARTID_SMTP_PASSWORD_FILE
SVARTID_MAIL_FROM    the sender of the site's letters
SVARTID_API_PER_MINUTE       requests a minute of a program with a token (default 600); half without one
SVARTID_LOG          json: logs as JSON lines without personal data; SVARTID_LOG_LEVEL (default warning)
SVARTID_METRICS_TOKEN_FILE   the token with which /metrics may be read from elsewhere (mode 600)
SVARTID_SERVER_TIMING        1: each answer says what it cost, as `svartid bench site` asks
"""

import os
from pathlib import Path
from typing import Any, cast

from csp.constants import NONE, SELF

from dashboards.site.mail_settings import mail_settings
from dashboards.site.oidc_settings import oidc_origin, oidc_provider
from dashboards.site.site_address import SiteAddress, read_site_address
from dashboards.site.whole_setting import read_whole
from results.logs.json_lines import json_wanted
from results.settings import *  # noqa: F403 - the site's settings extend the record's
from results.settings import DATABASES, SVARTID_STATE
from results.settings import INSTALLED_APPS as _RECORD

_HERE = Path(__file__).parent

SITE: SiteAddress = read_site_address(os.environ.get("SVARTID_SITE_URL", ""))
"""Where the site is reached; cookies, HSTS and hosts follow from it."""

DEMO_CARDS = SITE.loopback and os.environ.get("SVARTID_DEMO_CARDS") == "1"
"""Whether one may sign in as the people of an example by a card (`svartid serve --demo-cards`): only here."""

DEBUG = False
ALLOWED_HOSTS = list(SITE.hosts)
CSRF_TRUSTED_ORIGINS = [] if SITE.loopback else [SITE.url]
ROOT_URLCONF = "dashboards.urls"

# A connection that is opened anew knows no table yet: each of the site's threads keeps its own for ten
# minutes (project's own choice). A page's queries are small: compiling one would take longer than asking it.
DATABASES["default"] |= {"CONN_MAX_AGE": 600}
_GIVEN: dict[str, Any] = dict(cast("dict[str, Any]", DATABASES["default"]["OPTIONS"]))
DATABASES["default"]["OPTIONS"] = _GIVEN | {"options": f"-c jit=off {_GIVEN.get('options', '')}".strip()}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rules",
    "csp",
    *_RECORD,
    "dashboards.site",
    "dashboards.evaluator",
    "dashboards.shopper",
    "dashboards.organisation",
    "dashboards.jury",
    "dashboards.public",
    "dashboards.api",
    "dashboards.letters",
]

MIDDLEWARE = [
    "dashboards.operations.operations_middleware.operations_middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dashboards.site.headers.headers_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dashboards.site.language.language_middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dashboards.site.people.seen_middleware.seen_middleware",
    "dashboards.site.access.viewer_middleware.viewer_middleware",
    "dashboards.api.token_middleware.token_middleware",
]
if os.environ.get("SVARTID_SERVER_TIMING") == "1":
    MIDDLEWARE.insert(0, "dashboards.operations.server_timing.server_timing_middleware")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dashboards.site.context.site_context",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "dashboards.site.templatetags.written",
            ],
        },
    }
]  # fmt: skip
FORM_RENDERER = "dashboards.site.form_renderer.SiteForms"

# Languages: more by another catalogue under locale/ and a line here.
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Norsk"), ("sv", "Svenska"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "svartid_language"
LOCALE_PATHS = [_HERE / "locale"]
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [_HERE / "static"]
STATIC_ROOT = SVARTID_STATE / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Who signs in, and how.
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "dashboards.site.people.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "dashboards.site.people.social_adapter.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = lambda user: user.name or user.email or user.label  # noqa: E731 - allauth wants a function
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if SITE.loopback else "https"
ACCOUNT_RATE_LIMITS = {
    # Project's own choice: five wrong tries lock a name for five minutes, thirty an address for one.
    "login_failed": "30/m/ip,5/5m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Svartid"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE.loopback
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": oidc_provider(os.environ)}}
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

SESSION_COOKIE_NAME = "svartid" if SITE.loopback else "__Host-svartid"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not SITE.loopback
CSRF_COOKIE_NAME = "svartid_csrf" if SITE.loopback else "__Host-svartid-csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = not SITE.loopback
ALLAUTH_TRUSTED_PROXY_COUNT = 0 if SITE.loopback else read_whole("SVARTID_PROXIES", default=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 0 if SITE.loopback else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "dashboards.site.views.errors.csrf_failed"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Designsystemet draws its signs as data: pictures in its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        # A form's answer may lead to the OpenID Connect provider, which browsers count as the form's.
        "form-action": [SELF, *oidc_origin(os.environ)],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

_API_PER_MINUTE = read_whole("SVARTID_API_PER_MINUTE", default=600, least=1)
API_PER_MINUTE = {"token": _API_PER_MINUTE, "address": -(-_API_PER_MINUTE // 2)}
"""Requests a minute that programs may make, with a token and without one. Project's own choice."""

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "svartid_cache"},
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS = mail_settings(
    os.environ
)
EMAIL_FILE_PATH = SVARTID_STATE / "letters"
"""Where letters go while no mail server is set: files that an operator can open."""
DEFAULT_FROM_EMAIL = os.environ.get("SVARTID_MAIL_FROM", "Svartid <svartid@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {}, "json": {"()": "results.logs.json_lines.JsonLines"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json" if json_wanted() else "plain"}
    },
    "root": {"handlers": ["console"], "level": os.environ.get("SVARTID_LOG_LEVEL", "WARNING").upper()},
}
