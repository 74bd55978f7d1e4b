class PageCache:
    """Keeps the product pages that were wanted last, at most as many as its capacity."""

    def __init__(self, capacity):
        self.capacity = capacity

    def get(self, key):
        """The page of this key; None when it is not kept."""

    def put(self, key, page):
        """Keeps a page, in place of an older one of the same key."""
