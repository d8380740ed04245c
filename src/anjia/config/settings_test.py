"""Settings of the test suite: its own data folder, cheap password hashes, one of the two databases."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("ANJIA_DATA", str(Path(tempfile.gettempdir()) / f"anjia-test-{os.getuid()}"))

from anjia.config.settings import *

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
