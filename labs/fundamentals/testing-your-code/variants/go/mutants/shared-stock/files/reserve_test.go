package checkout

import "testing"

var stock = map[string]int{"TEA-2004": 5}

func TestReserveTakesPieces(t *testing.T) {
	if err := Reserve(stock, []Item{{SKU: "TEA-2004", Quantity: 3}}); err != nil || stock["TEA-2004"] != 2 {
		t.Errorf("error %v, stock %v", err, stock)
	}
}

func TestReserveTakesTheLastPiece(t *testing.T) {
	if err := Reserve(stock, []Item{{SKU: "TEA-2004", Quantity: 5}}); err != nil || stock["TEA-2004"] != 0 {
		t.Errorf("error %v, stock %v", err, stock)
	}
}
