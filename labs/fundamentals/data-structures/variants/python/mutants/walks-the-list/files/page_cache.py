class PageCache:
    """Keeps the product pages that were wanted last, at most as many as its capacity."""

    def __init__(self, capacity):
        self.capacity = capacity
        self._pages = {}
        self._order = []

    def get(self, key):
        """The page of this key; None when it is not kept."""
        if key not in self._pages:
            return None
        self._order.remove(key)
        self._order.append(key)
        return self._pages[key]

    def put(self, key, page):
        """Keeps a page, in place of an older one of the same key."""
        if key in self._pages:
            self._order.remove(key)
        elif len(self._pages) == self.capacity:
            del self._pages[self._order.pop(0)]
        self._order.append(key)
        self._pages[key] = page
