package main

import (
	"errors"
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
)

// apiError is reported with c.Error anywhere in a handler: the client gets this status and these words.
type apiError struct {
	status  int
	message string
	fields  map[string]string
}

func (e *apiError) Error() string { return e.message }

// answerErrors is the middleware that answers for what the handlers reported with c.Error, and for their panics.
// Details are for our log, not for the client.
func answerErrors(c *gin.Context) {
	defer func() {
		if failure := recover(); failure != nil {
			log.Printf("%s %s: %v", c.Request.Method, c.Request.URL.Path, failure)
			c.AbortWithStatusJSON(http.StatusInternalServerError, gin.H{"error": "Something went wrong on our side."})
		}
	}()
	c.Next()
	last := c.Errors.Last()
	if last == nil || c.Writer.Written() {
		return
	}
	var known *apiError
	if !errors.As(last.Err, &known) {
		log.Printf("%s %s: %v", c.Request.Method, c.Request.URL.Path, last.Err)
		known = &apiError{status: http.StatusInternalServerError, message: "Something went wrong on our side."}
	}
	body := gin.H{"error": known.message}
	if len(known.fields) > 0 {
		body["fields"] = known.fields
	}
	c.JSON(known.status, body)
}

func answerUnknownRoute(c *gin.Context) {
	c.JSON(http.StatusNotFound, gin.H{"error": "There is nothing at " + c.Request.Method + " " + c.Request.URL.Path + "."})
}
