"""Settings: everything that differs between installations comes from the environment (ANJIA_…)."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from anjia.config.secrets import FieldKeys, load_secrets, walled_keys

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "anjia"
DATA = Path(os.environ.get("ANJIA_DATA", ROOT / "var"))
_secrets = load_secrets(DATA)
# The walled services keep database, keys and files in a folder of their own, which may stand on another disk.
SERVICES_DATA = Path(os.environ.get("ANJIA_SERVICES_DATA", DATA / "services"))

DEBUG = os.environ.get("ANJIA_DEBUG") == "1"
DEMO = os.environ.get("ANJIA_DEMO") == "1"
HTTPS = os.environ.get("ANJIA_HTTPS") == "1"
SECRET_KEY = _secrets["secret_key"]
ALLOWED_HOSTS = os.environ.get("ANJIA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
# The address people type: it stands in QR codes, which are set outside any request.
SITE_URL = os.environ.get("ANJIA_URL", "http://localhost:8000").rstrip("/")
ROOT_URLCONF = "anjia.config.urls"
WSGI_APPLICATION = "anjia.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_q",
    "django_smart_ratelimit",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "anjia.kernel",
    "anjia.web",
    "anjia.regions",
    "anjia.accounts",
    "anjia.documents",
    "anjia.services",
    "anjia.services.care",
    "anjia.services.mediation",
    "anjia.services.petitions",
    "anjia.services.legal_aid",
    "anjia.services.protection",
    "anjia.services.reintegration",
    "anjia.services.counselling",
    "anjia.services.surveys",
    "anjia.services.offers",
    "anjia.households",
    "anjia.programmes",
    "anjia.evaluations",
    "anjia.stars",
    "anjia.notices",
    "anjia.honours",
    "anjia.rolling",
    "anjia.exemplars",
    "anjia.stories",
    "anjia.appeals",
    "anjia.supervision",
    "anjia.public",
    "anjia.console",
]

MIDDLEWARE = [
    "anjia.web.middleware.RequestIdMiddleware",
    "anjia.web.middleware.NoCookiesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "anjia.accounts.middleware.SessionClockMiddleware",
    "anjia.accounts.middleware.SecondFactorMiddleware",
    "anjia.accounts.token_middleware.TokenMiddleware",
    "anjia.web.middleware.LimitMiddleware",
    "anjia.programmes.middleware.RehearsalMiddleware",
    "anjia.web.middleware.GateMiddleware",
    "anjia.web.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "anjia.web.context.page",
            ],
        },
    }
]
COTTON_DIR = "cotton"


def _postgres(address: str, suffix: str = "") -> dict[str, Any]:
    host, port, name, user, password = (address.split(" ") + [""] * 5)[:5]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": host,
        "PORT": port,
        "NAME": name + suffix,
        "USER": user,
        "PASSWORD": password,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
        },
    }


_POSTGRES = os.environ.get("ANJIA_POSTGRES")
_POSTGRES_SERVICES = os.environ.get("ANJIA_POSTGRES_SERVICES")
if _POSTGRES:
    # The walled database may stand on another server; unless it is named, it stands beside the main one.
    _walled = _postgres(_POSTGRES_SERVICES) if _POSTGRES_SERVICES else _postgres(_POSTGRES, "_services")
    DATABASES: dict[str, dict[str, Any]] = {"default": _postgres(_POSTGRES), "services": _walled}
else:
    DATABASES = {"default": _sqlite(DATA / "anjia.sqlite3"), "services": _sqlite(SERVICES_DATA / "services.sqlite3")}
DATABASE_ROUTERS = ["anjia.config.routing.WallRouter"]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "anjia.accounts.backends.PasswordBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "anjia.accounts.passwords.ThreeClassesValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/console/"
LOGOUT_REDIRECT_URL = "/"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}

# Rate limits count by the address of the connection, unless it comes from a proxy we were told to trust.
RATELIMIT_TRUSTED_PROXIES = [proxy for proxy in os.environ.get("ANJIA_PROXIES", "").split(",") if proxy]
RATELIMIT_TRUST_FORWARDED_HEADERS = bool(RATELIMIT_TRUSTED_PROXIES)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("ANJIA_STATIC", DATA / "static"))
STATICFILES_DIRS = [("dist", ROOT / "frontend" / "dist")] if (ROOT / "frontend" / "dist").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "files"
FONT_DIR = Path(os.environ.get("ANJIA_FONTS", ROOT / "node_modules" / "@expo-google-fonts"))
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

Q_CLUSTER = {
    "name": "anjia",
    "orm": "default",
    "workers": 1,
    "timeout": 1800,
    "retry": 2400,
    "max_attempts": 5,
    "catch_up": False,
    "poll": 0.5,
    "save_limit": 200,
    "ack_failures": True,
}

ANJIA_AUDIT_KEY = bytes.fromhex(_secrets["audit_key"])
ANJIA_INDEX_KEY = bytes.fromhex(_secrets["index_key"])
ANJIA_FIELD_KEYS = FieldKeys(DATA)
ANJIA_WALLED_KEYS = {"services": walled_keys(SERVICES_DATA)}
# Tables whose rows no backup holds: whoever found one could go on in somebody's open session.
ANJIA_BACKUP_WITHOUT = ("django_session", "accounts_signin")
ANJIA_CRYPTO_PROVIDER = os.environ.get("ANJIA_CRYPTO", "aes")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["urls.W005"]

# Sign-in: allauth with a closed sign-up, axes against guessing (5 failures, 15 minutes; domain B11).
ACCOUNT_ADAPTER = "anjia.accounts.adapter.ClosedSignUpAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# allauth counts in the cache, which every process has for itself: screens count by web.limits, wrong passwords by
# axes, wrong codes by accounts.actions.guards, all in the database.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "anjia.accounts.forms.sign_in.SignInForm",
    "change_password": "anjia.accounts.forms.sign_in.PasswordForm",
    "reauthenticate": "anjia.accounts.forms.sign_in.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": "anjia.accounts.forms.sign_in.CodeForm",
    "reauthenticate": "anjia.accounts.forms.sign_in.ConfirmCodeForm",
    "activate_totp": "anjia.accounts.forms.sign_in.SetUpCodeForm",
    "authenticate_webauthn": "anjia.accounts.forms.sign_in.PasskeyForm",
    "add_webauthn": "anjia.accounts.forms.sign_in.AddPasskeyForm",
    "reauthenticate_webauthn": "anjia.accounts.forms.sign_in.ConfirmPasskeyForm",
    "login_webauthn": "anjia.accounts.forms.sign_in.PasskeySignInForm",
}
MFA_ADAPTER = "anjia.accounts.adapter.SecondFactorAdapter"
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Anjia"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
ANJIA_IDLE_SECONDS = 30 * 60

# Requests a minute for each token of the API, counted in the database.
ANJIA_API_PER_MINUTE = int(os.environ.get("ANJIA_API_PER_MINUTE", "600"))
# Webhooks: networks of one's own that may be called though they are private (192.0.2.0/24,…), and whether plain http
# to this very machine is allowed, for a demonstration or a test.
ANJIA_WEBHOOK_NETWORKS = [part for part in os.environ.get("ANJIA_WEBHOOK_NETWORKS", "").split(",") if part]
ANJIA_WEBHOOK_LOOPBACK = DEMO
