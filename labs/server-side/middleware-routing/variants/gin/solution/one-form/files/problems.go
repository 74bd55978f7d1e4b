package main

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"
)

// problem is what clients are told when something goes wrong: problem details, RFC 9457.
type problem struct {
	Type      string            `json:"type"`
	Title     string            `json:"title"`
	Status    int               `json:"status"`
	Detail    string            `json:"detail"`
	RequestID string            `json:"request_id"`
	Fields    map[string]string `json:"fields,omitempty"`
}

// answerProblems answers for what the handlers reported, and for their panics.
func answerProblems(c *gin.Context) {
	defer func() {
		if failure := recover(); failure != nil {
			fail(c, fmt.Errorf("panic: %v", failure))
			c.Abort()
			answerProblem(c)
		}
	}()
	c.Next()
	answerProblem(c)
}

func answerProblem(c *gin.Context) {
	last := c.Errors.Last()
	if last == nil || c.Writer.Written() {
		return
	}
	// Only our own messages were written for clients. The log has the others.
	known := &httpError{status: http.StatusInternalServerError, message: "Something went wrong on our side."}
	errors.As(last.Err, &known)
	c.Header("Content-Type", "application/problem+json")
	c.JSON(known.status, problem{
		Type: "about:blank", Title: http.StatusText(known.status), Status: known.status,
		Detail: known.message, RequestID: c.GetString("request_id"), Fields: known.fields,
	})
}
