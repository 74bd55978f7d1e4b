package main

import (
	"crypto/rand"
	"regexp"

	"github.com/gin-gonic/gin"
)

// usable is what we take over from a client: it goes into our log, so it must be short and harmless.
var usable = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// requestID gives each request a name, by which it is found in the log of every program that it went through.
func requestID(c *gin.Context) {
	id := c.GetHeader("X-Request-Id")
	if !usable.MatchString(id) {
		id = rand.Text()
	}
	c.Set("request_id", id)
	c.Header("X-Request-Id", id)
	c.Next()
}
