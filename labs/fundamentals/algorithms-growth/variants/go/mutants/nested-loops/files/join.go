package main

// customerNames gives the name of the customer of each order, in the order of the orders; "guest" for those without a
// known customer.
func customerNames(orders []Order, customers []Customer) []string {
	found := make([]string, len(orders))
	for i, order := range orders {
		found[i] = "guest"
		for _, customer := range customers {
			if customer.ID == order.CustomerID {
				found[i] = customer.Name
				break
			}
		}
	}
	return found
}
