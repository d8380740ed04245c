"""The numbers of a household-heads meeting (domain B13; 村民委员会组织法 28)."""


def needed(households: int) -> int:
    """How many households must be represented: two thirds, rounded up.

    >>> needed(30), needed(31)
    (20, 21)
    """
    return -(-2 * households // 3)


def is_majority(votes: int, present: int) -> bool:
    """Whether more than half of those present agree.

    >>> is_majority(11, 20), is_majority(10, 20)
    (True, False)
    """
    return 2 * votes > present


def majority(present: int) -> int:
    """The fewest votes that are a majority of those present."""
    return present // 2 + 1
