"""The pages of legal aid."""
