// Package checkout is what the shop computes at the checkout; see RULES.md. Amounts are whole paise.
package checkout

import (
	"fmt"
	"strings"
)

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
	sum := 0
	for _, item := range items {
		sum += item.UnitPricePaise * item.Quantity
	}
	return sum
}

// Delivery is what the delivery costs; the country is its two letters, such as IN.
func Delivery(totalPaise int, country string) int {
	if country != "IN" {
		return 90000
	}
	if totalPaise >= 150000 {
		return 0
	}
	return 6000
}

// Discount is what the coupon takes off; no coupon is the empty text.
func Discount(totalPaise int, coupon string) int {
	switch strings.ToUpper(coupon) {
	case "DIWALI15":
		return percent(totalPaise, 15)
	case "WELCOME10":
		return min(percent(totalPaise, 10), 20000)
	case "TEATIME":
		if totalPaise >= 50000 {
			return 5000
		}
	}
	return 0
}

// percent is rounded to whole paise, half a paisa up.
func percent(paise, share int) int {
	return (paise*share + 50) / 100
}

// Reserve takes the pieces out of the stock, pieces by SKU: all of them or none.
// The error is an *OutOfStockError.
func Reserve(stock map[string]int, items []Item) error {
	for _, item := range items {
		if stock[item.SKU] < item.Quantity {
			return &OutOfStockError{SKU: item.SKU}
		}
	}
	for _, item := range items {
		stock[item.SKU] -= item.Quantity
	}
	return nil
}
