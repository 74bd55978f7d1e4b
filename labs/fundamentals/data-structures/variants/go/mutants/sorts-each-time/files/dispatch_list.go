package main

import "sort"

type waiting struct {
	order string
	due   int
}

// DispatchList holds the orders that wait for a van: the one that is due first leaves first.
type DispatchList struct {
	waiting []waiting
}

// NewDispatchList gives an empty list.
func NewDispatchList() *DispatchList {
	return &DispatchList{}
}

// Add takes an order in; due is the minute of the day by which it must leave.
func (d *DispatchList) Add(order string, due int) {
	d.waiting = append(d.waiting, waiting{order, due})
}

// Take takes the order that is due first; false when none is left.
func (d *DispatchList) Take() (string, bool) {
	if len(d.waiting) == 0 {
		return "", false
	}
	sort.SliceStable(d.waiting, func(a, b int) bool { return d.waiting[a].due < d.waiting[b].due })
	first := d.waiting[0]
	d.waiting = d.waiting[1:]
	return first.order, true
}
