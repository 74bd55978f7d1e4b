package main

import (
	"crypto/rand"

	"github.com/gin-gonic/gin"
)

// requestID gives each request a name, by which it is found in the log of every program that it went through.
func requestID(c *gin.Context) {
	id := rand.Text()
	c.Set("request_id", id)
	c.Header("X-Request-Id", id)
	c.Next()
}
