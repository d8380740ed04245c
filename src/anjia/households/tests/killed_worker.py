"""A worker that kills itself (SIGKILL) before its n-th statement: `python -m … JOB_ID N` with the database in JSON."""

import json
import os
import signal
import sys
from typing import Any

import django
from django.conf import settings


def main(job_id: str, fatal: int) -> None:
    settings.DATABASES["default"].update(json.loads(os.environ["KILLED_WORKER_DATABASE"]))
    django.setup()
    jobs = sys.modules["anjia.kernel.jobs"]
    connection = sys.modules["django.db"].connection
    count = 0

    def die(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        if count == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(die):
        jobs.run(job_id)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
