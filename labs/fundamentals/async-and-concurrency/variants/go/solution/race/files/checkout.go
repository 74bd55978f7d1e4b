package main

import "sync"

// Checkout sells packets of saffron from a stock that many buyers reach for at the same time, each in a goroutine.
type Checkout struct {
	stock *Stock
	turn  sync.Mutex
}

// NewCheckout gives a checkout for this stock.
func NewCheckout(stock *Stock) *Checkout {
	return &Checkout{stock: stock}
}

// Buy tells true when a packet was sold, false when none is left. One goroutine at a time.
func (c *Checkout) Buy() (bool, error) {
	c.turn.Lock()
	defer c.turn.Unlock()
	left, err := c.stock.Read()
	if err != nil || left == 0 {
		return false, err
	}
	return true, c.stock.Write(left - 1)
}
