package checkout

import "testing"

func TestTotal(t *testing.T) {
	if got := Total([]Item{{SKU: "TEA-2004", UnitPricePaise: 36000, Quantity: 1}}); got != 36000 {
		t.Errorf("Total = %d, want 36000", got)
	}
}
