"""Legal aid (法律援助法; domain A9-3, A8-8, B7): a room behind the wall."""
