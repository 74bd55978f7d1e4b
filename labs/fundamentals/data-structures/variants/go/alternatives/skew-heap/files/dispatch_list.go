package main

type tree struct {
	order        string
	due, arrival int
	left, right  *tree
}

// DispatchList holds the orders that wait for a van: the one that is due first leaves first. It is a skew heap.
type DispatchList struct {
	root     *tree
	arrivals int
}

// NewDispatchList gives an empty list.
func NewDispatchList() *DispatchList {
	return &DispatchList{}
}

// Add takes an order in; due is the minute of the day by which it must leave.
func (d *DispatchList) Add(order string, due int) {
	d.root = merged(d.root, &tree{order: order, due: due, arrival: d.arrivals})
	d.arrivals++
}

// Take takes the order that is due first; false when none is left.
func (d *DispatchList) Take() (string, bool) {
	if d.root == nil {
		return "", false
	}
	first := d.root
	d.root = merged(first.left, first.right)
	return first.order, true
}

func merged(a, b *tree) *tree {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	if b.due < a.due || (b.due == a.due && b.arrival < a.arrival) {
		return merged(b, a)
	}
	a.left, a.right = merged(a.right, b), a.left
	return a
}
