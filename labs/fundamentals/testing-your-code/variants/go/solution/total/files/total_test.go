package checkout

import "testing"

func TestTotalSumsLines(t *testing.T) {
	items := []Item{
		{SKU: "TEA-2004", UnitPricePaise: 36000, Quantity: 2},
		{SKU: "SPI-1004", UnitPricePaise: 12000, Quantity: 1},
	}
	if got := Total(items); got != 84000 {
		t.Errorf("Total = %d, want 84000", got)
	}
}

func TestTotalOfEmptyCart(t *testing.T) {
	if got := Total(nil); got != 0 {
		t.Errorf("Total = %d, want 0", got)
	}
}
