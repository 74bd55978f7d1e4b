package checkout

import "testing"

func TestTotal(t *testing.T) {
	if got := Total([]Item{{SKU: "TEA-2004", UnitPricePaise: 36000, Quantity: 2}}); got != 720 {
		t.Errorf("Total = %d, want 720", got)
	}
}
