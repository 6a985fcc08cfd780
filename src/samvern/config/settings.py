"""All settings of Samvern, read from the environment.

========================  ==========================================================================
``SAMVERN_MODE``          ``production`` (default) or ``demo``. Demo loads a made-up sector with
                          demo accounts; production refuses to start where demo accounts exist.
``SAMVERN_BASE_URL``      The address people use. Default ``http://127.0.0.1:8000``. Anything but
                          this machine itself must be https.
``SAMVERN_DATA_DIR``      Where embedded storage lives. Default ``var`` in the working directory.
``DATABASE_URL``          ``sqlite:///path`` or ``postgresql://user:password@host:port/name``.
``SAMVERN_SECRET_KEY``    Signing key; made and kept in the data directory when not given.
``SAMVERN_EMAIL_URL``     ``smtp://user:password@host:port``; e-mail is printed when not given.
``SAMVERN_EMAIL_FROM``    The sender's address.
``SAMVERN_OIDC_ISSUER``   Issuer address of an OpenID Connect provider; off when not given. With
                          ``SAMVERN_OIDC_NAME``, ``…_CLIENT_ID`` and ``…_CLIENT_SECRET``.
``SAMVERN_WORKERS``       Server processes, default 2.
``SAMVERN_JOB_WORKERS``   Workers for background jobs that ``samvern serve`` starts beside itself,
                          default 1; 0 where ``samvern worker`` runs as a service of its own.
``SAMVERN_SESSION_HOURS`` Hours until a log-in ends, default 8.
``SAMVERN_CONTACT``       E-mail address that people may write to, shown where they may need it.
``SAMVERN_CONTACT_PAGE``  A page on how to reach whoever runs this, for open data.
``SAMVERN_PUBLISHER``     Organisation number of whoever publishes the catalogue of guidance as open
                          data, with ``SAMVERN_PUBLISHER_NAME``; nobody when not given.
``SAMVERN_LICENCE``       Licence of that catalogue, as in the EU's table, such as ``CC_BY_4_0``.
``SAMVERN_FILE_MAX_MB``   The largest file that people may hand in, in MB, default 20.
``SAMVERN_S3_BUCKET``     Bucket of an S3-compatible store where files lie; the data directory when
                          not given. With ``SAMVERN_S3_ENDPOINT`` (a web address), ``…_REGION``,
                          ``…_ACCESS_KEY`` and ``…_SECRET_KEY``. Needs ``samvern[s3]``.
``SAMVERN_PROXIES``       Reverse proxies in front that set X-Forwarded-For, default 0.
========================  ==========================================================================

Each may also be given as ``NAME_FILE``, the path of a file that holds the value.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from samvern.config import environment

PACKAGE = Path(__file__).resolve().parent.parent

MODE = environment.choice("SAMVERN_MODE", "production", ("production", "demo"))
IS_DEMO = MODE == "demo"
DEBUG = False

DATA_DIR = Path(environment.text("SAMVERN_DATA_DIR", "var")).resolve()
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise environment.WrongSetting(f"SAMVERN_DATA_DIR cannot be made: {error}") from None

BASE_URL = environment.text("SAMVERN_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
_address = urlsplit(BASE_URL)
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
IS_HTTPS = _address.scheme == "https"
if not _address.hostname or _address.scheme not in {"http", "https"}:
    raise environment.WrongSetting(f"SAMVERN_BASE_URL is {BASE_URL!r}; it must be a web address")
if not IS_HTTPS and _address.hostname not in {"127.0.0.1", "localhost", "::1"}:
    raise environment.WrongSetting(
        f"SAMVERN_BASE_URL is {BASE_URL!r}; an address other than this machine must be https"
    )

SECRET_KEY = environment.secret_key("SAMVERN_SECRET_KEY", DATA_DIR)
ALLOWED_HOSTS = [_address.hostname, *_LOOPBACK]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CONTACT = environment.text("SAMVERN_CONTACT")
CONTACT_PAGE = environment.text("SAMVERN_CONTACT_PAGE")
PUBLISHER, PUBLISHER_NAME = environment.publisher(
    "SAMVERN_PUBLISHER", contact=CONTACT or CONTACT_PAGE
)
LICENCE = environment.text("SAMVERN_LICENCE")
WORKERS = environment.whole_number("SAMVERN_WORKERS", 2, lowest=1)
JOB_WORKERS = environment.whole_number("SAMVERN_JOB_WORKERS", 1)

INSTALLED_APPS = [
    "samvern.base",
    "samvern.ui",
    "samvern.apps.actors",
    "samvern.apps.evidence",
    "samvern.apps.actions",
    "samvern.apps.frameworks",
    "samvern.apps.guidance",
    "samvern.apps.mappings",
    "samvern.apps.programmes",
    "samvern.apps.comparisons",
    "samvern.apps.decisions",
    "samvern.apps.roadmaps",
    "samvern.apps.indicators",
    "samvern.apps.effects",
    "samvern.apps.exchange",
    "samvern.apps.panels",
    "samvern.apps.reporting",
    "samvern.apps.assessments",
    "samvern.apps.papers",
    "samvern.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "samvern.api.problems.problem_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "samvern.base.middleware.viewer_middleware",
    "samvern.base.middleware.language_middleware",
    "samvern.base.middleware.LogInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samvern.base.middleware.error_middleware",
]

ROOT_URLCONF = "samvern.config.urls"
WSGI_APPLICATION = "samvern.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The product's own templates win over those of the log-in library.
        "DIRS": [PACKAGE / "base" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "samvern.base.context.page",
            ],
        },
    }
]

DATABASES = {"default": environment.database("DATABASE_URL", DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        # Shared by all server processes, so that log-in rate limits hold across them.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "base_cache",
    }
}

# --- people and log-in ----------------------------------------------------------------------------
AUTH_USER_MODEL = "base.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGOUT_REDIRECT_URL = "start"

ACCOUNT_ADAPTER = "samvern.base.accounts.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "samvern.base.accounts.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD: str | None = None
ACCOUNT_USER_DISPLAY = "samvern.base.accounts.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# Changing the password ends every other session; this one goes on.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_FORMS = {
    "login": "samvern.base.log_in_forms.LoginForm",
    "reauthenticate": "samvern.base.log_in_forms.ReauthenticateForm",
    "change_password": "samvern.base.log_in_forms.ChangePasswordForm",
    "set_password": "samvern.base.log_in_forms.SetPasswordForm",
    "reset_password": "samvern.base.log_in_forms.ResetPasswordForm",
    "reset_password_from_key": "samvern.base.log_in_forms.ResetPasswordKeyForm",
}
# Behind proxies, the address that log-in limits count by is the one the outermost of ours saw.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole_number("SAMVERN_PROXIES", 0)
MFA_ADAPTER = "samvern.base.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "samvern.base.log_in_forms.SecondFactorForm",
    "reauthenticate": "samvern.base.log_in_forms.ReauthenticateWithCodeForm",
    "activate_totp": "samvern.base.log_in_forms.ActivateAppForm",
    "add_webauthn": "samvern.base.log_in_forms.AddPasskeyForm",
    "edit_webauthn": "samvern.base.log_in_forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Samvern"
# One step of 30 seconds either way, for clocks that are a little off (RFC 6238, section 5.2).
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
USERSESSIONS_ADAPTER = "samvern.base.accounts.SessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
# Accounts are found by verified address in our adapter, which leaves passwords as they are.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
OIDC_ISSUER = environment.text("SAMVERN_OIDC_ISSUER")
SOCIALACCOUNT_PROVIDERS = environment.openid_connect(OIDC_ISSUER)

SESSION_ENGINE = "samvern.base.sessions"
SESSION_COOKIE_AGE = environment.whole_number("SAMVERN_SESSION_HOURS", 8, lowest=1) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "samvern.base.errors.forgery_suspected"

# --- what a browser may do with our pages -----------------------------------------------------------
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- languages, time, files ---------------------------------------------------------------------------
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "samvern_language"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Europe/Oslo"

STATIC_URL = "static/"
# The built front end lies inside the package; serving it from there needs no collect step.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# The build puts a digest of the content into each name, so a browser may keep it for ever.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+\.[0-9a-f]{12}\..+$"

if email_url := environment.text("SAMVERN_EMAIL_URL"):
    _mail = urlsplit(email_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or 587
    EMAIL_HOST_USER = _mail.username or ""
    EMAIL_HOST_PASSWORD = _mail.password or ""
    EMAIL_USE_TLS = _mail.scheme == "smtp" and _mail.hostname not in _LOOPBACK
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = environment.text("SAMVERN_EMAIL_FROM", "samvern@localhost")

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# The largest form: what there is to spend in a roadmap, 500 budgets and capacities with an amount for
# each of 40 periods, two ticks each, and little else. Django's own 1,000 would refuse it at 24.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500 * (40 + 2) + 100
FILE_MAX_BYTES = environment.whole_number("SAMVERN_FILE_MAX_MB", 20, lowest=1) * 2**20
FILE_UPLOAD_HANDLERS = [
    "samvern.base.files.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "files": environment.file_storage("SAMVERN_S3", DATA_DIR),
}
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
