package main

import (
	"encoding/json"
	"net/http"
	"os"
	"time"

	"github.com/gin-gonic/gin"
)

// logLine is what the log says of a request.
type logLine struct {
	Time       time.Time `json:"time"`
	RequestID  string    `json:"request_id"`
	Method     string    `json:"method"`
	Path       string    `json:"path"`
	Status     int       `json:"status"`
	DurationMs float64   `json:"duration_ms"`
	// Error is why it failed, for us.
	Error string `json:"error,omitempty"`
}

// accessLog writes one line of JSON for each request, when its answer is made.
func accessLog(c *gin.Context) {
	begin := time.Now()
	c.Next()
	var failure string
	if last := c.Errors.Last(); last != nil && c.Writer.Status() >= http.StatusInternalServerError {
		failure = last.Error()
	}
	// Without the query string, in which secrets may stand. A log that can't be written must not fail the request.
	_ = json.NewEncoder(os.Stdout).Encode(logLine{
		Time: begin.UTC(), RequestID: c.GetString("request_id"),
		Method: c.Request.Method, Path: c.Request.URL.Path,
		Status: c.Writer.Status(), DurationMs: float64(time.Since(begin).Microseconds()) / 1000,
		Error: failure,
	})
}
