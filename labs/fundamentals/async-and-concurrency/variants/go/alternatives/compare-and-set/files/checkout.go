package main

// Checkout sells packets of saffron; whoever finds that somebody was quicker tries again.
type Checkout struct {
	stock *Stock
}

// NewCheckout gives a checkout for this stock.
func NewCheckout(stock *Stock) *Checkout {
	return &Checkout{stock: stock}
}

// Buy tells true when a packet was sold, false when none is left.
func (c *Checkout) Buy() (bool, error) {
	for {
		left, err := c.stock.Read()
		if err != nil || left == 0 {
			return false, err
		}
		if sold, err := c.stock.Replace(left, left-1); sold || err != nil {
			return sold, err
		}
	}
}
