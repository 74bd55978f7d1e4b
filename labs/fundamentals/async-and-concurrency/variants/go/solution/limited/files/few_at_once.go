package main

import (
	"context"
	"errors"
	"sync"
)

// fewAtOnce asks all suppliers, but never more than limit at the same time. It gives the prices in the order of the
// suppliers.
func fewAtOnce(suppliers []Supplier, limit int) ([]int, error) {
	prices := make([]int, len(suppliers))
	errs := make([]error, len(suppliers))
	free := make(chan struct{}, limit)
	var done sync.WaitGroup
	for i, supplier := range suppliers {
		done.Add(1)
		free <- struct{}{}
		go func() {
			defer done.Done()
			defer func() { <-free }()
			prices[i], errs[i] = supplier.Price(context.Background())
		}()
	}
	done.Wait()
	return prices, errors.Join(errs...)
}
