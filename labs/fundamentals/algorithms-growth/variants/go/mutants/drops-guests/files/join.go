package main

// customerNames gives the name of the customer of each order, in the order of the orders; "guest" for those without a
// known customer.
func customerNames(orders []Order, customers []Customer) []string {
	names := make(map[int]string, len(customers))
	for _, customer := range customers {
		names[customer.ID] = customer.Name
	}
	found := []string{}
	for _, order := range orders {
		if name, ok := names[order.CustomerID]; ok {
			found = append(found, name)
		}
	}
	return found
}
