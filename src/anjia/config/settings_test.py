"""Settings of the test suite: its own data folder, cheap password hashes, one of the two databases.

`ANJIA_TEST_DATABASE=postgres` runs it on a PostgreSQL of its own, which all processes of one run share.
"""

import atexit
import os
import shutil
import tempfile

from tools.postgres import FAST, start_cluster

if "ANJIA_TEST_FOLDER" not in os.environ:
    # Set once by the process that starts the run; the workers of pytest-xdist inherit it.
    os.environ["ANJIA_TEST_FOLDER"] = tempfile.mkdtemp(prefix="anjia-test-")
    atexit.register(shutil.rmtree, os.environ["ANJIA_TEST_FOLDER"], ignore_errors=True)
    os.environ["ANJIA_DATA"] = os.environ["ANJIA_TEST_FOLDER"]
    if os.environ.get("ANJIA_TEST_DATABASE") == "postgres":
        # A test that waits for a lock nobody gives back fails and says where, instead of waiting with all behind it.
        os.environ["ANJIA_POSTGRES"] = start_cluster([*FAST, "lock_timeout=60s", "log_lock_waits=on"]).address

from anjia.config.settings import *
from anjia.config.settings import _POSTGRES

if not _POSTGRES:
    # A file, because the browser tests' server and worker each have a connection of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES["services"]["TEST"] = {"NAME": str(SERVICES_DATA / "test.sqlite3")}
# Its tables come straight from the models: a second walk through all migrations would cost every run some seconds.
DATABASES["services"].setdefault("TEST", {})["MIGRATE"] = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
