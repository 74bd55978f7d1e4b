package main

// linearSearch gives the place of the wanted number, looking at one place after the other; -1 when it is not there.
func linearSearch(shelf *Shelf, wanted int) int {
	return -1
}

// binarySearch does the same, looking in the middle of what is left.
func binarySearch(shelf *Shelf, wanted int) int {
	return -1
}
