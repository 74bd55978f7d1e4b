package main

import (
	"cmp"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
)

// maxBody is the most that is read of a body, in bytes. A count has some twenty.
const maxBody = 1024

var token = cmp.Or(os.Getenv("DESK_TOKEN"), "desk-2026")

// requireToken lets pass who may write: whoever has the desk's token.
func requireToken(c *gin.Context) {
	if c.GetHeader("Authorization") != "Bearer "+token {
		c.Header("WWW-Authenticate", "Bearer")
		fail(c, &httpError{status: http.StatusUnauthorized, message: "This needs the token of the desk."})
		c.Abort()
	}
}

// limitBody makes reading fail for a body that is too large.
func limitBody(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxBody)
}
