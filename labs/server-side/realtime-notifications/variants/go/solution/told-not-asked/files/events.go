// GET /events: the stream of server-sent events.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

func (a *api) events(w http.ResponseWriter, r *http.Request) {
	listener := a.news.listen()
	defer listener.close()
	stream := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	// The head goes out now, not with the first event.
	if err := stream.Flush(); err != nil {
		return
	}
	for {
		select {
		case <-r.Context().Done():
			return
		case added := <-listener.added:
			if writeEvent(w, added) != nil || stream.Flush() != nil {
				return // The client has gone.
			}
		}
	}
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
