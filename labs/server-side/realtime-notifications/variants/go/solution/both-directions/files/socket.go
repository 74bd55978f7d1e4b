// /socket: a WebSocket, over which a client says which topics it wants.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

const (
	// maxMessageBytes: a client's messages are some forty bytes long.
	maxMessageBytes = 1 << 10
	// maxWrite is how long a client may take for one message; who takes longer is cut off.
	maxWrite = 10 * time.Second
)

// wishes are the topics that one client wants.
type wishes struct {
	mu     sync.Mutex
	topics map[string]bool
}

// set adds or takes away a topic and gives all of them, sorted.
func (w *wishes) set(topic string, wanted bool) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.topics[topic] = wanted
	all := []string{}
	for each, wanted := range w.topics {
		if wanted {
			all = append(all, each)
		}
	}
	slices.Sort(all)
	return all
}

func (w *wishes) has(topic string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.topics[topic]
}

func (a *api) socket(w http.ResponseWriter, r *http.Request) {
	bell, stop := a.news.listen()
	defer stop()
	last, err := a.store.lastID(r.Context())
	if err != nil {
		fail(w, err)
		return
	}
	connection, err := websocket.Accept(w, r, nil)
	if err != nil {
		return // Accept has answered.
	}
	defer connection.CloseNow()
	connection.SetReadLimit(maxMessageBytes)
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	wished := &wishes{topics: map[string]bool{}}
	go func() {
		if err := a.passOn(ctx, connection, wished, bell, last); err != nil && ctx.Err() == nil {
			log.Print(err)
			connection.Close(websocket.StatusTryAgainLater, "You read too slowly.")
		}
	}()
	for {
		_, message, err := connection.Read(ctx)
		if err != nil {
			return // The client has gone.
		}
		topic, wanted, ok := wishIn(message)
		if !ok {
			connection.Close(websocket.StatusPolicyViolation, "That is no wish.")
			return
		}
		if err := write(ctx, connection, map[string]any{"topics": wished.set(topic, wanted)}); err != nil {
			return
		}
	}
}

// passOn sends what is added after this id and wished for, until ctx is done or the client takes too long.
func (a *api) passOn(ctx context.Context, connection *websocket.Conn, wished *wishes, bell <-chan struct{}, last string) error {
	for {
		more, err := a.store.after(ctx, last, batch)
		if err != nil {
			return err
		}
		for _, each := range more {
			last = each.ID
			if !wished.has(each.Topic) {
				continue
			}
			if err := write(ctx, connection, each); err != nil {
				return err
			}
		}
		if len(more) > 0 {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-bell:
		}
	}
}

func write(ctx context.Context, connection *websocket.Conn, message any) error {
	ctx, cancel := context.WithTimeout(ctx, maxWrite)
	defer cancel()
	return wsjson.Write(ctx, connection, message)
}

// wishIn reads {"subscribe": topic} or {"unsubscribe": topic}; ok is false for anything else.
func wishIn(message []byte) (topic string, wanted, ok bool) {
	var wish struct {
		Subscribe   *string `json:"subscribe"`
		Unsubscribe *string `json:"unsubscribe"`
	}
	if err := json.Unmarshal(message, &wish); err != nil || (wish.Subscribe == nil) == (wish.Unsubscribe == nil) {
		return "", false, false
	}
	if wish.Subscribe != nil {
		return *wish.Subscribe, true, topicPattern.MatchString(*wish.Subscribe)
	}
	return *wish.Unsubscribe, false, topicPattern.MatchString(*wish.Unsubscribe)
}
