"""Every figure we claim, as a ratio against a peer or a limit, taken in the same run (`./run bench`).

A bench is a module `bench_NAME.py` with `run(context) -> list[Row]`. It runs in a process of its own, with Django
set up on an empty, migrated database: SQLite where its name ends in `_sqlite`, else a PostgreSQL of its own.
"""
