// Package libraries imports what Go labs may import together.
package libraries

import (
	_ "github.com/gin-gonic/gin"
)
