"""Help for somebody who begins anew (domain A9-5): by a signed agreement only, without a grade or a mark on anybody."""
