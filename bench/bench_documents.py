"""A naming decision with 10,000 names as PDF, Word and Excel, and 10,000 certificates.

The peer is what sets a bare table of as many rows in the same run: typst, docxtpl, XlsxWriter, each as its own
users run it. Certificates are held against typst's bare table too; 10,000 typst pages with one line of text are shown
beside. Each document and each peer runs in a process of its own, in turns, and its best run of three counts.
"""

import json
import subprocess
import sys
from pathlib import Path

from bench.frame import Context, Row

NAMES = 10_000
RUNS = 3
ROOT = Path(__file__).resolve().parent.parent
PAIRS = (("pdf", "typst"), ("word", "docxtpl"), ("excel", "xlsxwriter"), ("certificates", "typst"))
LABELS = {
    "pdf": "naming decision, PDF",
    "word": "naming decision, Word",
    "excel": "roster, Excel",
    "certificates": "certificates, PDF",
    "typst": "typst, bare table",
    "docxtpl": "docxtpl, bare table",
    "xlsxwriter": "XlsxWriter, bare table",
}


def run(context: Context) -> list[Row]:
    rows, size = [], context.size(NAMES)
    for name, peer in PAIRS:
        own, bare = _best(name, peer, size)
        label = f"{LABELS[name]}, {size:,}"
        rows.append(context.row(label, own["seconds"], "s", peer=(LABELS[peer], bare["seconds"]), must="<= 2x"))
        rows.append(context.row(f"{label}: memory", own["megabytes"], "MB", must="<= 300 MB"))
    pages = _one("peer", "typst-pages", size)["seconds"]
    rows.append(context.row(f"typst, bare pages of one line, {size:,}", pages, "s"))
    return rows


def _best(name: str, peer: str, size: int) -> tuple[dict[str, float], dict[str, float]]:
    runs = [(_one("part", name, size), _one("peer", peer, size)) for _run in range(RUNS)]
    own = min((own for own, _bare in runs), key=lambda told: told["seconds"])
    most = max(own["megabytes"] for own, _bare in runs)
    bare = min((bare for _own, bare in runs), key=lambda told: told["seconds"])
    return {**own, "megabytes": most}, bare


def _one(kind: str, name: str, size: int) -> dict[str, float]:
    words = [sys.executable, "-m", f"bench.documents_{kind}", name, str(size)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
