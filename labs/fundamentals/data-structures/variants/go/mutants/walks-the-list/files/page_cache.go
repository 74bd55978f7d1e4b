package main

// PageCache keeps the product pages that were wanted last, at most as many as its capacity.
type PageCache struct {
	capacity int
	pages    map[string]string
	order    []string
}

// NewPageCache gives an empty cache.
func NewPageCache(capacity int) *PageCache {
	return &PageCache{capacity: capacity, pages: map[string]string{}}
}

func (c *PageCache) forget(key string) {
	for i, each := range c.order {
		if each == key {
			c.order = append(c.order[:i], c.order[i+1:]...)
			return
		}
	}
}

// Get gives the page of this key; false when it is not kept.
func (c *PageCache) Get(key string) (string, bool) {
	page, ok := c.pages[key]
	if ok {
		c.forget(key)
		c.order = append(c.order, key)
	}
	return page, ok
}

// Put keeps a page, in place of an older one of the same key.
func (c *PageCache) Put(key, page string) {
	if _, ok := c.pages[key]; ok {
		c.forget(key)
	} else if len(c.pages) == c.capacity {
		delete(c.pages, c.order[0])
		c.order = c.order[1:]
	}
	c.order = append(c.order, key)
	c.pages[key] = page
}
