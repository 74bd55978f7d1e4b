package main

// fewAtOnce asks all suppliers, but never more than limit at the same time. It gives the prices in the order of the
// suppliers.
func fewAtOnce(suppliers []Supplier, limit int) ([]int, error) {
	return allAtOnce(suppliers)
}
