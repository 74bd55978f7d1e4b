// The wholesale API of Saffron Lane: puts the parts together and listens.
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
	"github.com/jackc/pgx/v5/pgxpool"
)

// newRouter puts routes and middleware together. Handlers are methods of the API, which holds what they share.
func newRouter(a *api) *gin.Engine {
	router := gin.New()
	router.Use(gin.Logger(), answerErrors)
	a.addOrderRoutes(router.Group("/orders"))
	router.NoRoute(answerUnknownRoute)
	return router
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	// A pool keeps a few connections open and lends one to each query.
	// DATABASE_URL says where the database is and who we are; your terminal has it set.
	pool, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()

	// PORT is set where the program must listen on a given port. Listening on 127.0.0.1 keeps it on this machine.
	port := os.Getenv("PORT")
	if port == "" {
		port = "3000"
	}
	server := &http.Server{Addr: "127.0.0.1:" + port, Handler: newRouter(&api{db: pool})}

	// Asked to stop: finish the requests that are under way, then let go of the database.
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
