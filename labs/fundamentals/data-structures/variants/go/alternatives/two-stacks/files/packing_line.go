package main

// PackingLine is the packing line: the order that has waited longest is packed next.
type PackingLine struct {
	arriving, leaving []string
}

// NewPackingLine gives an empty line.
func NewPackingLine() *PackingLine {
	return &PackingLine{}
}

// Add puts an order at the end of the line.
func (l *PackingLine) Add(order string) {
	l.arriving = append(l.arriving, order)
}

// Take takes the first order off the line; false when nobody waits.
func (l *PackingLine) Take() (string, bool) {
	if len(l.leaving) == 0 {
		for i := len(l.arriving) - 1; i >= 0; i-- {
			l.leaving = append(l.leaving, l.arriving[i])
		}
		l.arriving = l.arriving[:0]
	}
	end := len(l.leaving) - 1
	if end < 0 {
		return "", false
	}
	order := l.leaving[end]
	l.leaving = l.leaving[:end]
	return order, true
}

// Len tells how many orders wait.
func (l *PackingLine) Len() int {
	return len(l.arriving) + len(l.leaving)
}
