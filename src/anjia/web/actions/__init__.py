"""What people keep for themselves: their columns, page sizes and filters."""

from anjia.web.actions.lists import choose_columns, choose_page_size, forget_filter, save_filter

__all__ = ["choose_columns", "choose_page_size", "forget_filter", "save_filter"]
