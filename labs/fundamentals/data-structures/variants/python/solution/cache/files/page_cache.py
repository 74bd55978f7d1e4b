from collections import OrderedDict


class PageCache:
    """Keeps the product pages that were wanted last, at most as many as its capacity."""

    def __init__(self, capacity):
        self.capacity = capacity
        # From the page that has gone unused the longest to the one that was wanted last.
        self._pages = OrderedDict()

    def get(self, key):
        """The page of this key; None when it is not kept."""
        if key not in self._pages:
            return None
        self._pages.move_to_end(key)
        return self._pages[key]

    def put(self, key, page):
        """Keeps a page, in place of an older one of the same key."""
        self._pages[key] = page
        self._pages.move_to_end(key)
        if len(self._pages) > self.capacity:
            self._pages.popitem(last=False)
