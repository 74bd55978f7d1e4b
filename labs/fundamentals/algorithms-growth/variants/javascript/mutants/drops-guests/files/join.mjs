/** @returns the name of the customer of each order, in the order of the orders; `guest` for those without a known customer */
export function customerNames(orders, customers) {
  const names = new Map(customers.map((customer) => [customer.id, customer.name]));
  return orders.filter((order) => names.has(order.customerId)).map((order) => names.get(order.customerId));
}
