package main

import "container/heap"

type waiting struct {
	order        string
	due, arrival int
}

// waitingHeap is what container/heap keeps in order.
type waitingHeap []waiting

func (h waitingHeap) Len() int { return len(h) }

// Less says who leaves first; equal times leave in the order of their arrival.
func (h waitingHeap) Less(a, b int) bool {
	if h[a].due != h[b].due {
		return h[a].due < h[b].due
	}
	return h[a].arrival < h[b].arrival
}

func (h waitingHeap) Swap(a, b int) { h[a], h[b] = h[b], h[a] }

func (h *waitingHeap) Push(item any) { *h = append(*h, item.(waiting)) }

func (h *waitingHeap) Pop() any {
	end := len(*h) - 1
	item := (*h)[end]
	*h = (*h)[:end]
	return item
}

// DispatchList holds the orders that wait for a van: the one that is due first leaves first.
type DispatchList struct {
	heap     waitingHeap
	arrivals int
}

// NewDispatchList gives an empty list.
func NewDispatchList() *DispatchList {
	return &DispatchList{}
}

// Add takes an order in; due is the minute of the day by which it must leave.
func (d *DispatchList) Add(order string, due int) {
	heap.Push(&d.heap, waiting{order, due, d.arrivals})
	d.arrivals++
}

// Take takes the order that is due first; false when none is left.
func (d *DispatchList) Take() (string, bool) {
	if len(d.heap) == 0 {
		return "", false
	}
	return heap.Pop(&d.heap).(waiting).order, true
}
