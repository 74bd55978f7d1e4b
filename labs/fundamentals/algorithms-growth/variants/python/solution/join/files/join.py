def customer_names(orders, customers):
    """The name of the customer of each order, in the order of the orders; `guest` for those without a known customer.

    An order has `id` and `customer_id`, a customer `id` and `name`.
    """
    names = {customer.id: customer.name for customer in customers}
    return [names.get(order.customer_id, "guest") for order in orders]
