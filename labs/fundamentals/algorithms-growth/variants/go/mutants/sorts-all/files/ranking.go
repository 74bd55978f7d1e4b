package main

import (
	"cmp"
	"slices"
)

// compare gives a number below 0 when a stands before b in the ranking, above 0 when it stands behind.
func compare(a, b Product) int {
	return cmp.Or(cmp.Compare(b.Sold, a.Sold), cmp.Compare(a.SKU, b.SKU))
}

// best gives the first count products of the ranking, as comparison orders them.
func best(products []Product, count int, comparison func(a, b Product) int) []Product {
	sorted := slices.Clone(products)
	slices.SortFunc(sorted, comparison)
	return sorted[:min(count, len(sorted))]
}
