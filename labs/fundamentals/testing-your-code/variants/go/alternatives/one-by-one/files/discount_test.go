package checkout

import "testing"

func TestCoupons(t *testing.T) {
	if Discount(1990, "DIWALI15") != 299 {
		t.Fatal("DIWALI15")
	}
	if Discount(1234567, "WELCOME10") != 20000 {
		t.Fatal("WELCOME10")
	}
	if Discount(50000, "TEATIME") != 5000 {
		t.Fatal("TEATIME")
	}
	if Discount(49999, "TEATIME") != 0 {
		t.Fatal("TEATIME")
	}
	if Discount(77777, "TEA") != 0 {
		t.Fatal("TEA")
	}
}
