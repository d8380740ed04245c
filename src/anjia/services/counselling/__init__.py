"""Counselling (domain A9-4): a room behind the wall, whose notes nobody reads but the counsellor and the supervisor."""
