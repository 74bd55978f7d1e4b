package main

// customerNames gives the name of the customer of each order, in the order of the orders; "guest" for those without a
// known customer.
func customerNames(orders []Order, customers []Customer) []string {
	return nil
}
