package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"time"
)

// place is where an order stands in the list: its time, and its id for orders of the same time.
type place struct {
	OrderedAt time.Time `json:"t"`
	ID        int       `json:"id"`
}

// makeCursor says after which order the next page begins. To clients it is a text without meaning.
func makeCursor(last order) string {
	// A time and a number always become JSON, with all digits of the time.
	text, _ := json.Marshal(place{last.OrderedAt, last.ID})
	return base64.RawURLEncoding.EncodeToString(text)
}

// readCursor gives an error for what is no cursor of ours.
func readCursor(cursor string) (place, error) {
	var found place
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return found, err
	}
	if err := json.Unmarshal(text, &found); err != nil {
		return found, err
	}
	if found.ID < 1 || found.ID > math.MaxInt32 || found.OrderedAt.IsZero() {
		return found, errors.New("no place in the list")
	}
	return found, nil
}
