package main

import "math"

// slope tells how steep the line through the first and the last row is, with logarithms on both axes.
func slope(rows []Row) float64 {
	first, last := rows[0], rows[len(rows)-1]
	return (last.Cost / first.Cost) / (last.Items / first.Items)
}

// forecast gives the cost to expect for this many items, if it goes on like this from the last row.
func forecast(rows []Row, items float64) float64 {
	last := rows[len(rows)-1]
	return last.Cost * math.Pow(items/last.Items, slope(rows))
}
