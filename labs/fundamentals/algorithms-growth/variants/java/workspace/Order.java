/** An order and its customer; null for a guest. */
public record Order(int id, Integer customerId) {
}
