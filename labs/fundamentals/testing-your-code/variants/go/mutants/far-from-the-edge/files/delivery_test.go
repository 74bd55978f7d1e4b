package checkout

import "testing"

func TestDelivery(t *testing.T) {
	if got := Delivery(100000, "IN"); got != 6000 {
		t.Errorf("Delivery(100000, IN) = %d, want 6000", got)
	}
	if got := Delivery(200000, "IN"); got != 0 {
		t.Errorf("Delivery(200000, IN) = %d, want 0", got)
	}
	if got := Delivery(50000, "GB"); got != 90000 {
		t.Errorf("Delivery(50000, GB) = %d, want 90000", got)
	}
}
