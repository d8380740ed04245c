#!/usr/bin/env python3
"""Django's command line, with the source folder on the path."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anjia.config.settings")
    execute_from_command_line(sys.argv)
