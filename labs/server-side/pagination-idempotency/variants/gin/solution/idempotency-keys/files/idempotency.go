package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"regexp"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"
)

var keyForm = regexp.MustCompile(`^[\x21-\x7e]{1,200}$`)

// idempotencyKey is the key that makes a POST safe to send again.
func idempotencyKey(c *gin.Context) (string, error) {
	key := c.GetHeader("Idempotency-Key")
	if !keyForm.MatchString(key) {
		return "", &apiError{status: http.StatusBadRequest, message: "Send an Idempotency-Key of 1 to 200 visible characters, a new one for each order."}
	}
	return key, nil
}

// fingerprint is the same for the same order, however its JSON was written.
func (in orderInput) fingerprint() string {
	// Texts, numbers and a time always become JSON.
	text, _ := json.Marshal(in)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// rowQuerier is the pool, or one transaction.
type rowQuerier interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// replay gives what was answered to the first request with this key. Where there was none, the error is pgx.ErrNoRows.
func replay(c *gin.Context, db rowQuerier, key string, in orderInput) (order, error) {
	var fingerprint string
	var kept order
	err := db.QueryRow(c, "SELECT fingerprint, body FROM idempotency_keys WHERE key = $1", key).Scan(&fingerprint, &kept)
	if err == nil && fingerprint != in.fingerprint() {
		err = &apiError{status: http.StatusUnprocessableEntity, message: "This key was used for another order."}
	}
	return kept, err
}
