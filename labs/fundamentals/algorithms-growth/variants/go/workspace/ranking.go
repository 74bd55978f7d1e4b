package main

// compare gives a number below 0 when a stands before b in the ranking, above 0 when it stands behind.
func compare(a, b Product) int {
	return 0
}

// best gives the first count products of the ranking, as comparison orders them.
func best(products []Product, count int, comparison func(a, b Product) int) []Product {
	return nil
}
