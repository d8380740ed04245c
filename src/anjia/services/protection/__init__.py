"""Help against violence at home (domain A9-10, B8): safety first, police where the law asks for it, the court's order."""
