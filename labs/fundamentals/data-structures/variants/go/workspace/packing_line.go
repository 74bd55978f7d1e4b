package main

// PackingLine is the packing line: the order that has waited longest is packed next.
type PackingLine struct {
}

// NewPackingLine gives an empty line.
func NewPackingLine() *PackingLine {
	return &PackingLine{}
}

// Add puts an order at the end of the line.
func (l *PackingLine) Add(order string) {
}

// Take takes the first order off the line; false when nobody waits.
func (l *PackingLine) Take() (string, bool) {
	return "", false
}

// Len tells how many orders wait.
func (l *PackingLine) Len() int {
	return 0
}
