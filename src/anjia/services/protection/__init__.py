"""Help against violence at home (domain A9-10, B8): safety first, then police and court."""
