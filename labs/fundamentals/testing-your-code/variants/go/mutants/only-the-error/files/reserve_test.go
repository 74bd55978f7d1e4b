package checkout

import "testing"

func TestReserveRefuses(t *testing.T) {
	stock := map[string]int{"TEA-2004": 5, "TBW-5001": 2}
	if Reserve(stock, []Item{{SKU: "TEA-2004", Quantity: 3}, {SKU: "TBW-5001", Quantity: 3}}) == nil {
		t.Error("no error")
	}
}
