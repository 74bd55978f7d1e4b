// GET /events: the stream of server-sent events. You write it.
package main

import "net/http"

func (a *api) events(w http.ResponseWriter, r *http.Request) {
	answer(w, http.StatusNotImplemented, map[string]string{"error": "Not written yet."})
}
