// GET /events: the stream of server-sent events.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
)

func (a *api) events(w http.ResponseWriter, r *http.Request) {
	// Listen first, then catch up: what comes meanwhile waits in the channel, and nothing falls in between.
	listener := a.news.listen()
	defer listener.close()
	stream := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	// The head goes out now, not with the first event.
	if err := stream.Flush(); err != nil {
		return
	}
	last := r.Header.Get("Last-Event-ID")
	for more := isID(last); more; {
		missed, err := a.store.after(r.Context(), last, 100)
		if err != nil {
			log.Print(err)
			return
		}
		for _, each := range missed {
			if writeEvent(w, each) != nil {
				return // The client has gone.
			}
			last = each.ID
		}
		more = len(missed) > 0
	}
	if stream.Flush() != nil {
		return
	}
	for {
		select {
		case <-r.Context().Done():
			return
		case added := <-listener.added:
			if isID(last) && !isNewer(added.ID, last) {
				continue
			}
			if writeEvent(w, added) != nil || stream.Flush() != nil {
				return
			}
		}
	}
}

// isNewer compares ids, which are two numbers: the millisecond, and a counter within it.
func isNewer(id, than string) bool {
	var ms, count, thanMs, thanCount int64
	fmt.Sscanf(id, "%d-%d", &ms, &count)
	fmt.Sscanf(than, "%d-%d", &thanMs, &thanCount)
	return ms > thanMs || (ms == thanMs && count > thanCount)
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
