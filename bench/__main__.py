"""`./run bench [NAME…] [--quick] [--json FILE]`: a table; exit code 1 where something that must hold does not."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from bench.frame import Row, table
from tools.paths import ROOT, SOURCE, from_caller
from tools.postgres import cluster

HERE = Path(__file__).parent
# As a careful owner of a small machine would set it; durable, unlike the tests' cluster.
POSTGRES = ("shared_buffers=512MB", "max_wal_size=4GB", "checkpoint_timeout=30min", "work_mem=32MB", "jit=off")


def names() -> list[str]:
    return sorted(path.stem.removeprefix("bench_").replace("_", "-") for path in HERE.glob("bench_*.py"))


def measure(name: str, *, quick: bool) -> list[Row]:
    """Run one bench in a process of its own on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="anjia-bench-") as folder, _environment(name, folder) as env:
        words = [sys.executable, "-m", "bench.one", name, folder, *(["--quick"] if quick else [])]
        subprocess.run(words, cwd=ROOT, env=env, check=True)
        return [Row(**row) for row in json.loads((Path(folder) / "rows.json").read_text())]


@contextmanager
def _environment(name: str, folder: str) -> Iterator[dict[str, str]]:
    env = {key: value for key, value in os.environ.items() if key != "ANJIA_POSTGRES"}
    env |= {"ANJIA_DATA": folder, "PYTHONPATH": str(SOURCE), "DJANGO_SETTINGS_MODULE": "anjia.config.settings"}
    if name.endswith("-sqlite"):
        yield env
        return
    with cluster(POSTGRES) as running:
        yield env | {"ANJIA_POSTGRES": running.address}


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench", description=f"Benches: {', '.join(names()) or 'none yet'}")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--quick", action="store_true", help="a tenth of the size")
    parser.add_argument("--json", metavar="FILE", help="write the rows there too")
    options = parser.parse_args(words)
    unknown = set(options.names) - set(names())
    if unknown:
        parser.error(f"no bench {', '.join(sorted(unknown))}; there are {', '.join(names())}")
    rows: list[Row] = []
    for name in options.names or names():
        print(f"  {name} …", file=sys.stderr, flush=True)
        rows += measure(name, quick=options.quick)
    print(table(rows))
    if options.json:
        listed = [asdict(row) for row in rows]
        from_caller(options.json).write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n")
    return 1 if any(row.holds is False for row in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
