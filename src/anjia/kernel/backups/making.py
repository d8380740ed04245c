"""Making the backup of one side while the site serves."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import connections
from django.utils import timezone

from anjia.kernel import audit
from anjia.kernel.backups import postgresql, sqlite
from anjia.kernel.backups.archive import FILES, Manifest, pack
from anjia.kernel.backups.sealing import seal_file
from anjia.kernel.backups.sides import SECRETS, Side, backup_key, fingerprint
from anjia.kernel.permissions import SYSTEM

DUMPS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def dumps_of(side: Side) -> ModuleType:
    return DUMPS[connections[side.alias].vendor]


def make_backup(side: Side, into: Path, *, passphrase: str = "") -> tuple[Path, Manifest]:
    """Write a backup of the side into the folder; with a passphrase it is sealed as a whole and holds the keys too.

    The trail is sealed first, so that the anchor in the manifest stands for every event up to now; that a backup was
    made is the last of them.
    """
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    at = timezone.localtime()
    target = into / _name(side, at, is_sealed=bool(passphrase))
    audit.record("kernel.backup", None, by=SYSTEM, after={"name": target.name}, using=side.alias)
    audit.seal(using=side.alias)
    manifest = _begun(side, at)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=into) as folder:
        plain = Path(folder) / "plain.tar"
        with dumps_of(side).dumped(side.alias, Path(folder), manifest) as dump:
            members = _members(side, dump, with_keys=bool(passphrase))
            pack(plain, manifest, members, key=backup_key(audit.secret_of(side.alias)))
        ready = plain
        if passphrase:
            ready = plain.with_name("sealed")
            seal_file(plain, ready, passphrase)
        ready.chmod(0o600)
        ready.replace(target)
    return target, manifest


def _name(side: Side, at: datetime, *, is_sealed: bool) -> str:
    return f"anjia-{side.name}-{at:%Y%m%d-%H%M%S}.{'sealed' if is_sealed else 'tar'}"


def _begun(side: Side, at: datetime) -> Manifest:
    return Manifest(
        side=side.name,
        vendor=connections[side.alias].vendor,
        keys=fingerprint(audit.secret_of(side.alias)),
        made_at=at.isoformat(timespec="seconds"),
        is_demo=settings.DEMO,
    )


def _members(side: Side, dump: Path, *, with_keys: bool) -> Iterator[tuple[str, Path]]:
    """The files are listed after the snapshot was taken, so whatever it points to is among them; what is being written
    right now is not yet pointed to."""
    yield dump.name, dump
    if with_keys:
        yield SECRETS, side.secrets
    for path in sorted(side.files.rglob("*")):
        if path.is_file() and not path.name.startswith("tmp"):
            yield f"{FILES}{path.relative_to(side.files)}", path
