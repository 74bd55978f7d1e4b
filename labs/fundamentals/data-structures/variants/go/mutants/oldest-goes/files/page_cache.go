package main

import "container/list"

type entry struct {
	key, page string
}

// PageCache keeps the product pages that were wanted last, at most as many as its capacity.
type PageCache struct {
	capacity int
	// uses holds the entries from the one that was wanted last to the one that has gone unused the longest.
	uses *list.List
	// places holds where each key stands in uses.
	places map[string]*list.Element
}

// NewPageCache gives an empty cache.
func NewPageCache(capacity int) *PageCache {
	return &PageCache{capacity: capacity, uses: list.New(), places: map[string]*list.Element{}}
}

// Get gives the page of this key; false when it is not kept.
func (c *PageCache) Get(key string) (string, bool) {
	place, ok := c.places[key]
	if !ok {
		return "", false
	}
	return place.Value.(*entry).page, true
}

// Put keeps a page, in place of an older one of the same key.
func (c *PageCache) Put(key, page string) {
	if place, ok := c.places[key]; ok {
		place.Value.(*entry).page = page
		c.uses.MoveToFront(place)
		return
	}
	c.places[key] = c.uses.PushFront(&entry{key, page})
	if c.uses.Len() > c.capacity {
		oldest := c.uses.Remove(c.uses.Back()).(*entry)
		delete(c.places, oldest.key)
	}
}
