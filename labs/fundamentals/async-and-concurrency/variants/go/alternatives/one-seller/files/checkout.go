package main

type sale struct {
	sold bool
	err  error
}

// Checkout has one goroutine that sells; the others send it their wish and wait for the answer.
type Checkout struct {
	wishes chan chan sale
}

// NewCheckout gives a checkout for this stock.
func NewCheckout(stock *Stock) *Checkout {
	c := &Checkout{wishes: make(chan chan sale)}
	go func() {
		for answer := range c.wishes {
			left, err := stock.Read()
			if err == nil && left > 0 {
				err = stock.Write(left - 1)
			}
			answer <- sale{err == nil && left > 0, err}
		}
	}()
	return c
}

// Buy tells true when a packet was sold, false when none is left.
func (c *Checkout) Buy() (bool, error) {
	answer := make(chan sale)
	c.wishes <- answer
	result := <-answer
	return result.sold, result.err
}
