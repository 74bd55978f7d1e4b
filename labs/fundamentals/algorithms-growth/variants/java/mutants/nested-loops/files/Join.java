import java.util.List;

/** Brings orders and customers together. */
public class Join {
  /** The name of the customer of each order, in the order of the orders; "guest" for those without a known customer. */
  public static List<String> customerNames(List<Order> orders, List<Customer> customers) {
    return orders.stream().map(order -> nameOf(order, customers)).toList();
  }

  private static String nameOf(Order order, List<Customer> customers) {
    for (Customer customer : customers) {
      if (order.customerId() != null && customer.id() == order.customerId()) return customer.name();
    }
    return "guest";
  }
}
