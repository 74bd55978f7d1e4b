// Tells the parts of this program that there is a new notification. Which one, they look up.
package main

import "sync"

// news rings a bell for everybody who listens.
type news struct {
	mu    sync.Mutex
	bells map[chan struct{}]struct{}
}

func newNews() *news {
	return &news{bells: map[chan struct{}]struct{}{}}
}

// listen gives a bell, and a function that ends it.
func (n *news) listen() (<-chan struct{}, func()) {
	bell := make(chan struct{}, 1)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.bells[bell] = struct{}{}
	return bell, func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		delete(n.bells, bell)
	}
}

// ring rings all bells and waits for nobody.
func (n *news) ring() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for bell := range n.bells {
		select {
		case bell <- struct{}{}:
		default: // It has rung and was not heard yet.
		}
	}
}
