package main

import "context"

// allAtOnce asks all suppliers for their price at the same time. It gives the prices in the order of the suppliers.
func allAtOnce(suppliers []Supplier) ([]int, error) {
	var prices []int
	for _, supplier := range suppliers {
		price, err := supplier.Price(context.Background())
		if err != nil {
			return nil, err
		}
		prices = append(prices, price)
	}
	return prices, nil
}
