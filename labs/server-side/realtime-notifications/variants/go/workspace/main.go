// The notifications of Saffron Lane: puts the parts together and listens.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

// api holds what the handlers share.
type api struct {
	store *store
	news  *news
}

func (a *api) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /notifications", a.addNotification)
	mux.HandleFunc("GET /notifications", a.listNotifications)
	mux.HandleFunc("GET /events", a.events)
	return mux
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	store, err := openStore(ctx)
	if err != nil {
		log.Fatal(err)
	}
	a := &api{store: store, news: newNews()}

	// PORT is set where the program must listen on a given port. Listening on 127.0.0.1 keeps it on this machine.
	port := os.Getenv("PORT")
	if port == "" {
		port = "3000"
	}
	server := &http.Server{Addr: "127.0.0.1:" + port, Handler: a.routes()}

	// Asked to stop: streams would stay open for ever, so the connections are ended.
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	log.Printf("listening on http://%s", server.Addr)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
}
