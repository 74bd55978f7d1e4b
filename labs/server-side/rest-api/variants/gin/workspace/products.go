package main

import (
	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5/pgxpool"
)

// api holds what the handlers share.
type api struct {
	db *pgxpool.Pool
}

// addProductRoutes adds everything under /products.
func (a *api) addProductRoutes(products *gin.RouterGroup) {
	// Your routes go here.
}
