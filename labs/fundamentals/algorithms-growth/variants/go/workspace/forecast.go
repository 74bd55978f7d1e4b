package main

// slope tells how steep the line through the first and the last row is, with logarithms on both axes.
func slope(rows []Row) float64 {
	return 0
}

// forecast gives the cost to expect for this many items, if it goes on like this from the last row.
func forecast(rows []Row, items float64) float64 {
	return 0
}
