"""The commands of `./run`."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from tools import environment
from tools.checks import CHECKS, check
from tools.client import client
from tools.doctor import doctor
from tools.install import install
from tools.paths import CHECK_DATA, PYTHON, ROOT, from_caller
from tools.prepare import discard_demo, load_demo, prepare, sign_ins
from tools.processes import Failed, become, end_all, stop_on_signals
from tools.serve import free_port, serve
from tools.stamps import Stamp
from tools.testing import test


def start(options: argparse.Namespace) -> int:
    data = from_caller(options.data)
    port = free_port(options.port, options.host)
    install(data, for_tests=False)
    prepare(data, demo=not options.no_demo)

    def tell(address: str) -> None:
        print(f"\n安家 Anjia\n  {address}\n  data: {data}", flush=True)
        for line in _people(sign_ins(data)):
            print(line, flush=True)
        print("  Ctrl-C 停止 / stops it", flush=True)

    try:
        serve(data, host=options.host, port=port, ready=tell)
    except KeyboardInterrupt:
        print("\n已停止 / stopped", flush=True)
    return 0


def _people(listing: str) -> list[str]:
    if not listing:
        return []
    note = "登录页上有全部账号和新的验证码 / the sign-in page shows all of them, with fresh codes"
    return [f"  演示账号 / demo sign-ins ({note}):", *(f"    {line}" for line in listing.splitlines())]


def manage(options: argparse.Namespace) -> int:
    data = from_caller(options.data)
    install(data, for_tests=False)
    become([PYTHON, ROOT / "manage.py", *options.words], env=environment.for_project(data))


def backup(options: argparse.Namespace) -> int:
    data = from_caller(options.data)
    install(data, for_tests=False)
    words = ["--side", options.side] if options.side else []
    words += ["--into", str(from_caller(options.into))] if options.into else []
    words += ["--sealed"] if options.sealed else []
    become([PYTHON, ROOT / "manage.py", "backup", *words], env=environment.for_project(data))


def restore(options: argparse.Namespace) -> int:
    data = from_caller(options.data)
    install(data, for_tests=False)
    # What comes back may be of an older version: the next start brings it up to date.
    Stamp(data / ".stamps", "migrate_all").clear()
    words = [str(from_caller(options.file)), *(["--overwrite"] if options.overwrite else [])]
    become([PYTHON, ROOT / "manage.py", "restore", *words], env=environment.for_project(data))


def demo(options: argparse.Namespace) -> int:
    data = from_caller(options.data)
    install(data, for_tests=False)
    prepare(data, demo=False)
    if options.discard:
        print(discard_demo(data))
        return 0
    load_demo(data, options.size)
    print(sign_ins(data))
    return 0


def check_named(options: argparse.Namespace) -> int:
    install(CHECK_DATA, for_tests=True)
    return 0 if check(options.names) else 1


def bench(options: argparse.Namespace) -> int:
    install(CHECK_DATA, for_tests=True)
    become([PYTHON, "-m", "bench", *options.words], env=environment.for_project(CHECK_DATA))


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="./run", description="安家 Anjia: one command for everything.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    with_data = argparse.ArgumentParser(add_help=False)
    with_data.add_argument("--data", default=str(ROOT / "var"), metavar="DIR", help="database, files, secrets (var/)")

    one = commands.add_parser("start", parents=[with_data], help="install what is missing, then serve")
    one.add_argument("--port", type=int, metavar="N", help="the first free one from 8000 on, unless given")
    one.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    one.add_argument("--no-demo", action="store_true", help="begin with an empty database")
    one.set_defaults(work=start)

    one = commands.add_parser("demo", parents=[with_data], help="lay out demo data")
    one.add_argument("--size", default="small", help="small unless given")
    one.add_argument("--discard", action="store_true", help="throw the demo data away; refuses where real people are")
    one.set_defaults(work=demo)

    _add_backups(commands, with_data)

    one = commands.add_parser("manage", parents=[with_data], help="Django's own commands")
    one.add_argument("words", nargs=argparse.REMAINDER, metavar="…")
    one.set_defaults(work=manage)

    one = commands.add_parser(
        "test", add_help=False, help="the checks and every test on both databases; with words: pytest on them"
    )
    one.set_defaults(work=lambda options: test(options.words))

    one = commands.add_parser("check", help=f"without tests: {', '.join(CHECKS)}")
    one.add_argument("names", nargs="*", choices=[[], *CHECKS], metavar="NAME")
    one.set_defaults(work=check_named)

    one = commands.add_parser("client", help="make the typed Python client of the API (needs what the tests need)")
    one.add_argument("--into", default=str(ROOT / "var" / "client"), metavar="DIR", help="var/client unless given")
    one.set_defaults(work=lambda options: client(from_caller(options.into)))

    one = commands.add_parser("bench", add_help=False, help="measure what we claim, as ratios taken in the same run")
    one.set_defaults(work=bench)

    one = commands.add_parser("doctor", parents=[with_data], help="what is missing, and how to get it")
    one.add_argument("--port", type=int, default=8000, metavar="N")
    one.set_defaults(work=lambda options: doctor(from_caller(options.data), options.port))
    commands.add_parser("help", help="this list").set_defaults(work=lambda options: top.print_help())
    return top


def _add_backups(commands: Any, with_data: argparse.ArgumentParser) -> None:
    one = commands.add_parser(
        "backup", parents=[with_data], help="a file of the main side and one of the walled services, while it serves"
    )
    one.add_argument("--side", choices=["main", "services"], help="this one only; both unless given")
    one.add_argument("--into", metavar="DIR", help="a folder; each side's own `backups` unless given")
    one.add_argument("--sealed", action="store_true", help="under a passphrase, and with the keys")
    one.set_defaults(work=backup)

    one = commands.add_parser("restore", parents=[with_data], help="take one side back from its backup; stop it first")
    one.add_argument("file", metavar="FILE")
    one.add_argument("--overwrite", action="store_true", help="what is there is moved aside")
    one.set_defaults(work=restore)


def parse(words: Sequence[str]) -> argparse.Namespace:
    """What follows `test` and `bench` belongs to pytest and to the benches, options too."""
    if words[0] in {"test", "bench"}:
        return argparse.Namespace(**vars(parser().parse_args(words[:1])), words=list(words[1:]))
    return parser().parse_args(words)


def main(words: Sequence[str]) -> int:
    stop_on_signals()
    options = parse(words)
    try:
        return options.work(options) or 0
    except KeyboardInterrupt:
        end_all()
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130
    except Failed as failure:
        end_all()
        print(f"\n{failure}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or ["help"]))
