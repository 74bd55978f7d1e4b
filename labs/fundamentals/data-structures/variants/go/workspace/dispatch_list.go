package main

// DispatchList holds the orders that wait for a van: the one that is due first leaves first.
type DispatchList struct {
}

// NewDispatchList gives an empty list.
func NewDispatchList() *DispatchList {
	return &DispatchList{}
}

// Add takes an order in; due is the minute of the day by which it must leave.
func (d *DispatchList) Add(order string, due int) {
}

// Take takes the order that is due first; false when none is left.
func (d *DispatchList) Take() (string, bool) {
	return "", false
}
