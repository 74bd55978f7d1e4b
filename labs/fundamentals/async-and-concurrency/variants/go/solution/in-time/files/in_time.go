package main

import (
	"context"
	"sync"
	"time"
)

// inTime asks all suppliers, and waits for each at most this long. It gives the prices in the order of the suppliers;
// 0 for those who failed or did not answer in time.
func inTime(suppliers []Supplier, limit time.Duration) []int {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	prices := make([]int, len(suppliers))
	var done sync.WaitGroup
	for i, supplier := range suppliers {
		done.Add(1)
		go func() {
			defer done.Done()
			if price, err := supplier.Price(ctx); err == nil {
				prices[i] = price
			}
		}()
	}
	done.Wait()
	return prices
}
