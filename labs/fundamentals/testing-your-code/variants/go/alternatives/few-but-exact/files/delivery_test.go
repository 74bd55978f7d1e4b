package checkout

import "testing"

func TestDelivery(t *testing.T) {
	if got := Delivery(150000, "IN"); got != 0 {
		t.Errorf("Delivery(150000, IN) = %d, want 0", got)
	}
	if got := Delivery(149999, "IN"); got != 6000 {
		t.Errorf("Delivery(149999, IN) = %d, want 6000", got)
	}
	if got := Delivery(150000, "US"); got != 90000 {
		t.Errorf("Delivery(150000, US) = %d, want 90000", got)
	}
}
