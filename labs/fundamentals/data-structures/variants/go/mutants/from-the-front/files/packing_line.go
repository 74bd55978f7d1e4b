package main

// PackingLine is the packing line: the order that has waited longest is packed next.
type PackingLine struct {
	orders []string
}

// NewPackingLine gives an empty line.
func NewPackingLine() *PackingLine {
	return &PackingLine{}
}

// Add puts an order at the end of the line.
func (l *PackingLine) Add(order string) {
	l.orders = append(l.orders, order)
}

// Take takes the first order off the line; false when nobody waits.
func (l *PackingLine) Take() (string, bool) {
	if len(l.orders) == 0 {
		return "", false
	}
	order := l.orders[0]
	copy(l.orders, l.orders[1:])
	l.orders = l.orders[:len(l.orders)-1]
	return order, true
}

// Len tells how many orders wait.
func (l *PackingLine) Len() int {
	return len(l.orders)
}
