// Tells the parts of this program that there is a new notification.
package main

import "sync"

// news passes notifications on to everybody who listens.
type news struct {
	mu        sync.Mutex
	listeners map[*listener]struct{}
}

// listener hears news on added until it is closed.
type listener struct {
	added chan notification
	gone  chan struct{}
	news  *news
}

func newNews() *news {
	return &news{listeners: map[*listener]struct{}{}}
}

// listen begins to listen. Whoever calls it closes the listener in the end.
func (n *news) listen() *listener {
	l := &listener{added: make(chan notification, 16), gone: make(chan struct{}), news: n}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.listeners[l] = struct{}{}
	return l
}

// tell hands a notification to each listener. A listener whose channel is full is waited for.
func (n *news) tell(added notification) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for l := range n.listeners {
		select {
		case l.added <- added:
		case <-l.gone:
		}
	}
}

func (l *listener) close() {
	// Whoever waits for us goes on, and only then can we be taken off the list.
	close(l.gone)
	l.news.mu.Lock()
	defer l.news.mu.Unlock()
	delete(l.news.listeners, l)
}
