class _Entry:
    __slots__ = ("key", "newer", "older", "page")

    def __init__(self, key=None, page=None):
        self.key = key
        self.page = page
        self.newer = self.older = self


class PageCache:
    """Keeps the product pages that were wanted last, at most as many as its capacity."""

    def __init__(self, capacity):
        self.capacity = capacity
        self._entries = {}
        # A ring: behind the sentinel comes the newest entry, before it stands the oldest.
        self._ends = _Entry()

    def get(self, key):
        """The page of this key; None when it is not kept."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._unlink(entry)
        self._link_first(entry)
        return entry.page

    def put(self, key, page):
        """Keeps a page, in place of an older one of the same key."""
        known = self._entries.get(key)
        if known is not None:
            self._unlink(known)
        entry = self._entries[key] = _Entry(key, page)
        self._link_first(entry)
        if len(self._entries) > self.capacity:
            oldest = self._ends.newer
            self._unlink(oldest)
            del self._entries[oldest.key]

    def _unlink(self, entry):
        entry.newer.older = entry.older
        entry.older.newer = entry.newer

    def _link_first(self, entry):
        entry.newer = self._ends
        entry.older = self._ends.older
        entry.older.newer = entry
        self._ends.older = entry
