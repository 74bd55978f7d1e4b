package main

import "sort"

// linearSearch gives the place of the wanted number, looking at one place after the other; -1 when it is not there.
func linearSearch(shelf *Shelf, wanted int) int {
	for place := 0; place < shelf.Len(); place++ {
		if shelf.At(place) == wanted {
			return place
		}
	}
	return -1
}

// binarySearch does the same, looking in the middle of what is left.
func binarySearch(shelf *Shelf, wanted int) int {
	place := sort.Search(shelf.Len(), func(place int) bool { return shelf.At(place) >= wanted })
	if place < shelf.Len() && shelf.At(place) == wanted {
		return place
	}
	return -1
}
