"""Care for those left behind and people in hardship, on their own word (domain A9-6, A9-7, A13-2; B9)."""
