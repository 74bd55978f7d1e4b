package main

import "context"

// allAtOnce asks all suppliers for their price at the same time. It gives the prices in the order of the suppliers.
func allAtOnce(suppliers []Supplier) ([]int, error) {
	answers := make(chan int)
	for _, supplier := range suppliers {
		go func() {
			price, _ := supplier.Price(context.Background())
			answers <- price
		}()
	}
	var prices []int
	for range suppliers {
		prices = append(prices, <-answers)
	}
	return prices, nil
}
