package main

import "context"

// fewAtOnce asks all suppliers with as many workers as the limit allows.
func fewAtOnce(suppliers []Supplier, limit int) ([]int, error) {
	type answer struct {
		place, price int
		err          error
	}
	jobs := make(chan int)
	answers := make(chan answer)
	for worker := 0; worker < limit; worker++ {
		go func() {
			for place := range jobs {
				price, err := suppliers[place].Price(context.Background())
				answers <- answer{place, price, err}
			}
		}()
	}
	go func() {
		defer close(jobs)
		for place := range suppliers {
			jobs <- place
		}
	}()
	prices := make([]int, len(suppliers))
	var failure error
	for range suppliers {
		each := <-answers
		prices[each.place] = each.price
		if each.err != nil {
			failure = each.err
		}
	}
	return prices, failure
}
