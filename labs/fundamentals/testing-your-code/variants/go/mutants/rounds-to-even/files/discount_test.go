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
		{30, "DIWALI15", 4},
		{90000, "WELCOME10", 9000},
		{300000, "WELCOME10", 20000},
		{50000, "TEATIME", 5000},
		{49999, "TEATIME", 0},
		{100000, "", 0},
		{100000, "SUMMER", 0},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%d %s", c.totalPaise, c.coupon), func(t *testing.T) {
			if got := Discount(c.totalPaise, c.coupon); got != c.off {
				t.Errorf("Discount = %d, want %d", got, c.off)
			}
		})
	}
}
