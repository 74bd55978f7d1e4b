// Everything under /notifications.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"regexp"
)

// maxBodyBytes is enough for a long text.
const maxBodyBytes = 200 << 10

var topicPattern = regexp.MustCompile(`^[a-z]{1,20}$`)

func (a *api) addNotification(w http.ResponseWriter, r *http.Request) {
	var given notification
	body := http.MaxBytesReader(w, r.Body, maxBodyBytes)
	if err := json.NewDecoder(body).Decode(&given); err != nil || !topicPattern.MatchString(given.Topic) || given.Text == "" {
		answer(w, http.StatusUnprocessableEntity, map[string]string{"error": "A notification has a topic of small letters and a text."})
		return
	}
	added, err := a.store.add(r.Context(), given.Topic, given.Text)
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusCreated, added)
}

// listNotifications is for those who ask: everything after an id.
func (a *api) listNotifications(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("after")
	if id == "" {
		id = "0-0"
	}
	if !isID(id) {
		answer(w, http.StatusBadRequest, map[string]string{"error": "after must be an id."})
		return
	}
	items, err := a.store.after(r.Context(), id, 100)
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusOK, map[string]any{"items": items})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}

func fail(w http.ResponseWriter, err error) {
	log.Print(err)
	answer(w, http.StatusInternalServerError, map[string]string{"error": "Something went wrong on our side."})
}
