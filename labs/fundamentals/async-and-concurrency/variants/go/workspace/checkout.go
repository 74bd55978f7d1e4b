package main

// Checkout sells packets of saffron from a stock that many buyers reach for at the same time, each in a goroutine.
type Checkout struct {
	stock *Stock
}

// NewCheckout gives a checkout for this stock.
func NewCheckout(stock *Stock) *Checkout {
	return &Checkout{stock: stock}
}

// Buy tells true when a packet was sold, false when none is left.
func (c *Checkout) Buy() (bool, error) {
	left, err := c.stock.Read()
	if err != nil || left == 0 {
		return false, err
	}
	return true, c.stock.Write(left - 1)
}
