package main

import (
	"context"
	"errors"
	"sync"
)

// allAtOnce asks all suppliers for their price at the same time. It gives the prices in the order of the suppliers.
func allAtOnce(suppliers []Supplier) ([]int, error) {
	prices := make([]int, len(suppliers))
	errs := make([]error, len(suppliers))
	var done sync.WaitGroup
	for i, supplier := range suppliers {
		done.Add(1)
		go func() {
			defer done.Done()
			prices[i], errs[i] = supplier.Price(context.Background())
		}()
		done.Wait()
	}
	return prices, errors.Join(errs...)
}
