package main

// PageCache keeps the product pages that were wanted last, at most as many as its capacity.
type PageCache struct {
	capacity int
}

// NewPageCache gives an empty cache.
func NewPageCache(capacity int) *PageCache {
	return &PageCache{capacity: capacity}
}

// Get gives the page of this key; false when it is not kept.
func (c *PageCache) Get(key string) (string, bool) {
	return "", false
}

// Put keeps a page, in place of an older one of the same key.
func (c *PageCache) Put(key, page string) {
}
