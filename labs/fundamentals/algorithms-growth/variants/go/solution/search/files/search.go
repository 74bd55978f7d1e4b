package main

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
	low, high := 0, shelf.Len()-1
	for low <= high {
		middle := (low + high) / 2
		switch number := shelf.At(middle); {
		case number == wanted:
			return middle
		case number < wanted:
			low = middle + 1
		default:
			high = middle - 1
		}
	}
	return -1
}
