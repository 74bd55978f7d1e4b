/** A product and how often it was sold. */
public record Product(String sku, int sold) {
}
