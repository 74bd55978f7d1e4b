/** A customer. */
public record Customer(int id, String name) {
}
