// Tells this program what was added, by whichever program: it waits for news of the stream in Redis.
package main

import (
	"context"
	"log"
	"time"
)

// retryPause is between tries when Redis can't be reached.
const retryPause = 500 * time.Millisecond

// follow passes on what is added after this id, until ctx is done.
func (a *api) follow(ctx context.Context, last string) {
	for ctx.Err() == nil {
		added, err := a.store.wait(ctx, last)
		if err != nil {
			log.Print(err)
			time.Sleep(retryPause)
			continue
		}
		for _, each := range added {
			last = each.ID
			a.news.tell(each)
		}
	}
}
