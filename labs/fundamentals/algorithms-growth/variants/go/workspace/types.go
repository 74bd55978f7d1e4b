package main

// Shelf is a sorted list of order numbers that counts how often somebody looks at one of its places.
type Shelf struct {
	numbers []int
	looks   int
}

// Len tells how many numbers there are.
func (s *Shelf) Len() int {
	return len(s.numbers)
}

// At gives the order number at this place, from 0.
func (s *Shelf) At(place int) int {
	s.looks++
	return s.numbers[place]
}

// Product is a product and how often it was sold.
type Product struct {
	SKU  string
	Sold int
}

// Order is an order and its customer; 0 for a guest.
type Order struct {
	ID, CustomerID int
}

// Customer is a customer.
type Customer struct {
	ID   int
	Name string
}

// Row is what was measured for this many items.
type Row struct {
	Items, Cost float64
}
