import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Brings orders and customers together. */
public class Join {
  /** The name of the customer of each order, in the order of the orders; "guest" for those without a known customer. */
  public static List<String> customerNames(List<Order> orders, List<Customer> customers) {
    Map<Integer, String> names = customers.stream().collect(Collectors.toMap(Customer::id, Customer::name));
    return orders.stream().map(order -> order.customerId() == null ? "guest" : names.getOrDefault(order.customerId(), "guest")).toList();
  }
}
