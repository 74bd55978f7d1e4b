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
	var done sync.WaitGroup
	for i, supplier := range suppliers {
		if i%limit == 0 {
			done.Wait()
		}
		done.Add(1)
		go func() {
			defer done.Done()
			prices[i], errs[i] = supplier.Price(context.Background())
		}()
	}
	done.Wait()
	return prices, errors.Join(errs...)
}
