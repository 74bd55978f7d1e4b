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
	found := make([]Product, 0, count+1)
	for _, product := range products {
		// Most products are worse than the worst of the best: one comparison, and on.
		if len(found) == count && comparison(product, found[count-1]) >= 0 {
			continue
		}
		place, _ := slices.BinarySearchFunc(found, product, comparison)
		found = slices.Insert(found, place, product)
		found = found[:min(len(found), count)]
	}
	return found
}
