// Package checkout has faults that the variable FAULT switches on; without it, it is right.
package checkout

import (
	"fmt"
	"os"
	"strings"
)

var fault = os.Getenv("FAULT")

// Item is a line of the cart.
type Item struct {
	SKU            string
	UnitPricePaise int
	Quantity       int
}

// OutOfStockError says that a product has too few pieces; nothing was taken.
type OutOfStockError struct {
	SKU string
}

func (e *OutOfStockError) Error() string {
	return fmt.Sprintf("too few pieces of %s", e.SKU)
}

// Total adds up the lines of a cart.
func Total(items []Item) int {
	if fault == "everything" {
		return -1
	}
	if fault == "empty-cart" && len(items) == 0 {
		panic("index out of range [0] with length 0")
	}
	sum := 0
	for i, item := range items {
		if fault == "first-line" && i > 0 {
			break
		}
		quantity := item.Quantity
		if fault == "quantity" {
			quantity = 1
		}
		sum += item.UnitPricePaise * quantity
	}
	return sum
}

// Delivery is what the delivery costs; the country is its two letters, such as IN.
func Delivery(totalPaise int, country string) int {
	if fault == "everything" {
		return -1
	}
	if country != "IN" && !(fault == "abroad" && totalPaise >= 150000) {
		return 90000
	}
	limit := 150000
	switch fault {
	case "above":
		limit = 150001
	case "too-early":
		limit = 149999
	}
	if totalPaise >= limit {
		return 0
	}
	return 6000
}

// Discount is what the coupon takes off; no coupon is the empty text.
func Discount(totalPaise int, coupon string) int {
	if fault == "everything" {
		return -1
	}
	if fault != "letter-case" {
		coupon = strings.ToUpper(coupon)
	}
	switch coupon {
	case "DIWALI15":
		return percent(totalPaise, 15)
	case "WELCOME10":
		if fault == "no-limit" {
			return percent(totalPaise, 10)
		}
		return min(percent(totalPaise, 10), 20000)
	case "TEATIME":
		if totalPaise >= 50000 || fault == "small-order" {
			return 5000
		}
	default:
		if fault == "any-coupon" && coupon != "" {
			return percent(totalPaise, 10)
		}
	}
	return 0
}

// percent is rounded to whole paise, half a paisa up.
func percent(paise, share int) int {
	if fault == "rounds-down" {
		return paise * share / 100
	}
	return (paise*share + 50) / 100
}

// Reserve takes the pieces out of the stock, pieces by SKU: all of them or none.
// The error is an *OutOfStockError.
func Reserve(stock map[string]int, items []Item) error {
	if fault == "everything" {
		return nil
	}
	for _, item := range items {
		least := item.Quantity
		if fault == "last-piece" {
			least++
		}
		if fault != "oversells" && stock[item.SKU] < least {
			return &OutOfStockError{SKU: item.SKU}
		}
		if fault == "partly" {
			stock[item.SKU] -= item.Quantity
		}
	}
	if fault == "partly" {
		return nil
	}
	for _, item := range items {
		stock[item.SKU] -= item.Quantity
	}
	return nil
}
