// The stock desk of Saffron Lane: puts the parts together and listens.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"github.com/gin-gonic/gin"
)

// newRouter puts routes and middleware together.
func newRouter() *gin.Engine {
	router := gin.New()
	router.Use(requestID, accessLog, gin.Recovery())

	router.GET("/health", func(c *gin.Context) {
		c.JSON(http.StatusOK, gin.H{"status": "ok"})
	})
	addStockRoutes(router.Group("/stock"))
	return router
}

func main() {
	// In this mode Gin prints nothing by itself: standard output is for our log.
	gin.SetMode(gin.ReleaseMode)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	// PORT is set where the program must listen on a given port. Listening on 127.0.0.1 keeps it on this machine.
	port := os.Getenv("PORT")
	if port == "" {
		port = "3000"
	}
	server := &http.Server{Addr: "127.0.0.1:" + port, Handler: newRouter()}

	// Asked to stop: finish the requests that are under way.
	go func() {
		<-ctx.Done()
		if err := server.Shutdown(context.Background()); err != nil {
			log.Print(err)
		}
	}()
	log.Printf("listening on http://%s", server.Addr)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
}
