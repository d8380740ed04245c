"""What every slice's `api.py` is made of: operations with a verb, problems in words, pages, preconditions."""
