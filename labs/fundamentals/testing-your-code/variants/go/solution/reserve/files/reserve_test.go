package checkout

import (
	"errors"
	"maps"
	"testing"
)

func TestReserveTakesPieces(t *testing.T) {
	stock := map[string]int{"TEA-2004": 5, "TBW-5001": 2}
	err := Reserve(stock, []Item{{SKU: "TEA-2004", Quantity: 3}, {SKU: "TBW-5001", Quantity: 2}})
	if err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	if want := map[string]int{"TEA-2004": 2, "TBW-5001": 0}; !maps.Equal(stock, want) {
		t.Errorf("stock = %v, want %v", stock, want)
	}
}

func TestReserveTakesNothingWhenOneLacks(t *testing.T) {
	stock := map[string]int{"TEA-2004": 5, "TBW-5001": 2}
	err := Reserve(stock, []Item{{SKU: "TEA-2004", Quantity: 3}, {SKU: "TBW-5001", Quantity: 3}})
	var lacking *OutOfStockError
	if !errors.As(err, &lacking) || lacking.SKU != "TBW-5001" {
		t.Errorf("error = %v, want an OutOfStockError for TBW-5001", err)
	}
	if want := map[string]int{"TEA-2004": 5, "TBW-5001": 2}; !maps.Equal(stock, want) {
		t.Errorf("stock = %v, want %v", stock, want)
	}
}
