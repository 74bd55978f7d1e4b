package main

// customerNames gives the name of the customer of each order, in the order of the orders; "guest" for those without a
// known customer.
func customerNames(orders []Order, customers []Customer) []string {
	names := make(map[int]string, len(customers))
	for _, customer := range customers {
		names[customer.ID] = customer.Name
	}
	found := make([]string, len(orders))
	for i, order := range orders {
		name, ok := names[order.CustomerID]
		if !ok {
			name = "guest"
		}
		found[i] = name
	}
	return found
}
