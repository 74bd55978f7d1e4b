/** What was measured for this many items. */
public record Row(double items, double cost) {
}
