package main

import "context"

// productInput is what a client may send for a product: a field that was left out, or sent as null, is nil.
type productInput struct {
	SKU        *string `json:"sku"`
	Name       *string `json:"name"`
	Category   *string `json:"category"`
	PricePaise *int    `json:"price_paise"`
	Stock      *int    `json:"stock"`
}

// productErrors looks at what a client sent for a product. Used from step 2 on.
// It gives back one message for each field that is wrong, by its name, and an empty map when all is well.
func (a *api) productErrors(ctx context.Context, in productInput) (map[string]string, error) {
	return map[string]string{}, nil
}
