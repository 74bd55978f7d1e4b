package main

import (
	"errors"
	"log"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// PostgreSQL's code for a value that a UNIQUE constraint refuses.
const uniqueViolation = "23505"

// badRequest is a body that can't be read.
type badRequest struct{ error }

// answerErrors is the middleware that answers for what the handlers reported with c.Error, and for their panics.
func answerErrors(c *gin.Context) {
	defer func() {
		if failure := recover(); failure != nil {
			log.Printf("%s %s: %v", c.Request.Method, c.Request.URL.Path, failure)
			c.AbortWithStatusJSON(http.StatusInternalServerError, gin.H{"error": "Something went wrong on our side."})
		}
	}()
	c.Next()
	if last := c.Errors.Last(); last != nil && !c.Writer.Written() {
		status, message := publicError(c, last.Err)
		if status >= http.StatusInternalServerError {
			log.Printf("%s %s: %v", c.Request.Method, c.Request.URL.Path, last.Err)
		}
		c.JSON(status, gin.H{"error": message})
	}
}

// publicError is what a client is told. The details are for our log, not for them.
func publicError(c *gin.Context, err error) (int, string) {
	var unreadable badRequest
	var refused *pgconn.PgError
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return http.StatusNotFound, "There is no product " + c.Param("id") + "."
	case errors.As(err, &unreadable):
		return http.StatusBadRequest, "The body is not valid JSON."
	case errors.As(err, &refused) && refused.Code == uniqueViolation:
		return http.StatusConflict, "Another product has this sku."
	// Class 22 of PostgreSQL's codes: a value that it can't store, such as a text with a zero byte.
	case errors.As(err, &refused) && strings.HasPrefix(refused.Code, "22"):
		return http.StatusBadRequest, "A value can't be stored."
	default:
		return http.StatusInternalServerError, "Something went wrong on our side."
	}
}

func answerUnknownRoute(c *gin.Context) {
	c.JSON(http.StatusNotFound, gin.H{"error": "There is nothing at " + c.Request.Method + " " + c.Request.URL.Path + "."})
}
