package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// productInput is what a client may send for a product: a field that was left out, or sent as null, is nil.
type productInput struct {
	SKU        *string `json:"sku"`
	Name       *string `json:"name"`
	Category   *string `json:"category"`
	PricePaise *int    `json:"price_paise"`
	Stock      *int    `json:"stock"`
}

// stock is 0 where none was sent.
func (in productInput) stock() int {
	if in.Stock == nil {
		return 0
	}
	return *in.Stock
}

const (
	maxPricePaise = 10_000_000
	maxStock      = 100_000
)

var skuPattern = regexp.MustCompile("^[A-Z]{3}-[0-9]{4}$")

// productErrors looks at what a client sent for a product.
// It gives back one message for each field that is wrong, by its name, and an empty map when all is well.
func (a *api) productErrors(ctx context.Context, in productInput) (map[string]string, error) {
	fields := map[string]string{}
	if in.SKU == nil || !skuPattern.MatchString(*in.SKU) {
		fields["sku"] = "must look like TEA-2004"
	}
	if in.Name == nil || strings.TrimSpace(*in.Name) == "" || utf8.RuneCountInString(*in.Name) > 100 {
		fields["name"] = "must be a text of 1 to 100 characters"
	}
	exists := false
	if in.Category != nil {
		if err := a.db.QueryRow(ctx, "SELECT EXISTS (SELECT FROM categories WHERE slug = $1)", *in.Category).Scan(&exists); err != nil {
			return nil, err
		}
	}
	if !exists {
		fields["category"] = "must be one of our categories"
	}
	if in.PricePaise == nil || *in.PricePaise < 1 || *in.PricePaise > maxPricePaise {
		fields["price_paise"] = fmt.Sprintf("must be a whole number from 1 to %d", maxPricePaise)
	}
	if in.stock() < 0 || in.stock() > maxStock {
		fields["stock"] = fmt.Sprintf("must be a whole number from 0 to %d", maxStock)
	}
	return fields, nil
}
