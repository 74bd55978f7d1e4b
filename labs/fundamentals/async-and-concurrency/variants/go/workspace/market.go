// Command market plays the slow world around your code: suppliers that are asked for prices, and a stock that is sold.
// Nothing to change here.
package main

import (
	"fmt"
	"os"
	"sync"
	"time"
)

const deadline = 5 * time.Second

func printPrices(suppliers []Supplier, prices []int) {
	for i, supplier := range suppliers {
		if i < len(prices) && prices[i] != 0 {
			fmt.Println(supplier.Name, prices[i])
		} else {
			fmt.Println(supplier.Name, "-")
		}
	}
}

func suppliersOf(board *switchboard, special int, kind string) []Supplier {
	suppliers := make([]Supplier, board.suppliers)
	for i := range suppliers {
		suppliers[i] = board.supplier(i, "prompt")
		if i == special {
			suppliers[i] = board.supplier(i, kind)
		}
	}
	return suppliers
}

func together() error {
	board := &switchboard{suppliers: 6, limit: 6}
	suppliers := suppliersOf(board, -1, "")
	prices, err := allAtOnce(suppliers)
	if err != nil {
		return err
	}
	printPrices(suppliers, prices)
	fmt.Println("most at once:", board.most)
	return nil
}

func limited(kindOfFirst string) error {
	board := &switchboard{suppliers: 12, limit: 4, refuse: true}
	suppliers := suppliersOf(board, 0, kindOfFirst)
	prices, err := fewAtOnce(suppliers, 4)
	if err != nil {
		return err
	}
	printPrices(suppliers, prices)
	switch {
	case kindOfFirst != "held":
		fmt.Println("most at once:", board.most)
	case board.heldUp:
		fmt.Println("held up by Kochi: yes")
	default:
		fmt.Println("held up by Kochi: no")
	}
	return nil
}

func late(special int, kind string) error {
	board := &switchboard{suppliers: 6, limit: 1}
	suppliers := suppliersOf(board, special, kind)
	printPrices(suppliers, inTime(suppliers, 500*time.Millisecond))
	for round := 0; board.openCalls() > 0 && round < 100; round++ {
		time.Sleep(10 * time.Millisecond)
	}
	fmt.Println("still open:", board.openCalls())
	return nil
}

func race(failures int) error {
	const buyers = 8
	stock := &Stock{left: 5, buyers: buyers, failures: failures}
	checkout := NewCheckout(stock)
	var done sync.WaitGroup
	var counting sync.Mutex
	var sold, turnedAway, failed int
	for i := 0; i < buyers; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			ok, err := checkout.Buy()
			counting.Lock()
			defer counting.Unlock()
			switch {
			case err != nil:
				failed++
			case ok:
				sold++
			default:
				turnedAway++
			}
		}()
	}
	done.Wait()
	fmt.Printf("sold: %d\nturned away: %d\nfailed: %d\nleft: %d\n", sold, turnedAway, failed, stock.left)
	return nil
}

func main() {
	commands := map[string]func() error{
		"together": together,
		"limited":  func() error { return limited("prompt") },
		"held":     func() error { return limited("held") },
		"silent":   func() error { return late(2, "silent") },
		"failing":  func() error { return late(3, "fails") },
		"race":     func() error { return race(0) },
		"stumble":  func() error { return race(1) },
	}
	command, ok := commands[append(os.Args, "")[1]]
	if !ok {
		fmt.Fprintln(os.Stderr, "usage: market (together | limited | held | silent | failing | race | stumble)")
		os.Exit(2)
	}
	time.AfterFunc(deadline, func() {
		fmt.Fprintf(os.Stderr, "market: no result after %v; something waits for ever\n", deadline)
		os.Exit(1)
	})
	if err := command(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
