package checkout

import "testing"

func TestDeliveryWithinIndia(t *testing.T) {
	if got := Delivery(149999, "IN"); got != 6000 {
		t.Errorf("Delivery(149999, IN) = %d, want 6000", got)
	}
	if got := Delivery(150000, "IN"); got != 0 {
		t.Errorf("Delivery(150000, IN) = %d, want 0", got)
	}
}

func TestDeliveryAbroadIsNeverFree(t *testing.T) {
	for _, totalPaise := range []int{20000, 150000} {
		if got := Delivery(totalPaise, "GB"); got != 90000 {
			t.Errorf("Delivery(%d, GB) = %d, want 90000", totalPaise, got)
		}
	}
}
