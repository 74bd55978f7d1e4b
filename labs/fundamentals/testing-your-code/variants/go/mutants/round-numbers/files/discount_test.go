package checkout

import (
	"fmt"
	"testing"
)

func TestDiscount(t *testing.T) {
	cases := []struct {
		totalPaise int
		coupon     string
		off        int
	}{
		{100000, "DIWALI15", 15000},
		{90000, "WELCOME10", 9000},
		{80000, "TEATIME", 5000},
		{100000, "", 0},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%d %s", c.totalPaise, c.coupon), func(t *testing.T) {
			if got := Discount(c.totalPaise, c.coupon); got != c.off {
				t.Errorf("Discount = %d, want %d", got, c.off)
			}
		})
	}
}
