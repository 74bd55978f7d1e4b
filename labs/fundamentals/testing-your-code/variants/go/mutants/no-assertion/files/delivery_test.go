package checkout

import "testing"

func TestDelivery(t *testing.T) {
	Delivery(149999, "IN")
	Delivery(150000, "IN")
	Delivery(400000, "IN")
	Delivery(20000, "GB")
	Delivery(150000, "GB")
}
