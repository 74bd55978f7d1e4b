package main

import "fmt"

// printLabel asks the printer for labels. It stands in the warehouse and can't be reached from your machine,
// so this always fails.
func printLabel(of item) (string, error) {
	return "", fmt.Errorf("label %s: connect ECONNREFUSED printer.warehouse.internal:9100", of.SKU)
}
