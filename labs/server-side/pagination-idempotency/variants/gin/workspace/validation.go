package main

import (
	"fmt"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const maxQuantity = 1000

var (
	statuses = []string{"pending", "paid", "shipped", "delivered", "cancelled", "returned"}
	skuForm  = regexp.MustCompile(`^[A-Z]{3}-[0-9]{4}$`)
)

// orderInput is what a client may send for an order: a field that was left out, or sent as null, is nil.
type orderInput struct {
	CustomerID *int       `json:"customer_id"`
	SKU        *string    `json:"sku"`
	Quantity   *int       `json:"quantity"`
	OrderedAt  *time.Time `json:"ordered_at"`
}

// problem says what is wrong with a new order; nil when all is well.
func (in orderInput) problem() error {
	fields := map[string]string{}
	if in.CustomerID == nil || *in.CustomerID < 1 || *in.CustomerID > math.MaxInt32 {
		fields["customer_id"] = "must be a whole number"
	}
	if in.SKU == nil || !skuForm.MatchString(*in.SKU) {
		fields["sku"] = "must look like TEA-2004"
	}
	if in.Quantity == nil || *in.Quantity < 1 || *in.Quantity > maxQuantity {
		fields["quantity"] = fmt.Sprintf("must be a whole number from 1 to %d", maxQuantity)
	}
	return refusal(fields)
}

// changeInput is what a client may change of an order.
type changeInput struct {
	Status   string `json:"status"`
	Quantity int    `json:"quantity"`
}

// problem says what is wrong with a change; nil when all is well.
func (in changeInput) problem() error {
	fields := map[string]string{}
	if !slices.Contains(statuses, in.Status) {
		fields["status"] = "must be one of " + strings.Join(statuses, ", ")
	}
	if in.Quantity < 1 || in.Quantity > maxQuantity {
		fields["quantity"] = fmt.Sprintf("must be a whole number from 1 to %d", maxQuantity)
	}
	return refusal(fields)
}

func refusal(fields map[string]string) error {
	if len(fields) == 0 {
		return nil
	}
	return &apiError{status: http.StatusUnprocessableEntity, message: "The order is not valid.", fields: fields}
}

// wholeNumber reads a whole number of a query string. The second result is false for what is none, or out of bounds.
func wholeNumber(text string, low, high int) (int, bool) {
	number, err := strconv.Atoi(text)
	return number, err == nil && number >= low && number <= high
}
