// GET /events: the stream of server-sent events.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"time"
)

// batch is how many notifications are read at once, and so the most that waits here for one client.
const batch = 20

// heartbeat is how often something is sent when there is nothing to tell. Proxies cut what is silent for a minute.
var heartbeat = milliseconds("HEARTBEAT_MS", 15_000)

func (a *api) events(w http.ResponseWriter, r *http.Request) {
	bell, stop := a.news.listen()
	defer stop()
	last := r.Header.Get("Last-Event-ID")
	if !isID(last) {
		newest, err := a.store.lastID(r.Context())
		if err != nil {
			fail(w, err)
			return
		}
		last = newest
	}
	stream := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	// The head goes out now, not with the first event.
	if err := stream.Flush(); err != nil {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		more, err := a.store.after(r.Context(), last, batch)
		if err != nil {
			log.Print(err)
			return
		}
		for _, each := range more {
			// Write waits while the client takes nothing. The rest waits in Redis, not here.
			if writeEvent(w, each) != nil {
				return // The client has gone.
			}
			last = each.ID
		}
		if stream.Flush() != nil {
			return
		}
		if len(more) > 0 {
			continue
		}
		select {
		case <-r.Context().Done():
			return
		case <-bell:
		case <-beat.C:
			if _, err := io.WriteString(w, ": still here\n\n"); err != nil || stream.Flush() != nil {
				return
			}
		}
	}
}

// milliseconds reads a time from the environment.
func milliseconds(name string, fallback int) time.Duration {
	if given, err := strconv.Atoi(os.Getenv(name)); err == nil && given > 0 {
		fallback = given
	}
	return time.Duration(fallback) * time.Millisecond
}

// writeEvent writes an event, which ends with an empty line. JSON writes line breaks as \n, so the data is one line.
func writeEvent(w io.Writer, added notification) error {
	data, err := json.Marshal(added)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "id: %s\nevent: notification\ndata: %s\n\n", added.ID, data)
	return err
}
