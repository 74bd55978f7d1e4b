import java.util.List;

/** What measurements say about larger inputs. The rows go from few items to many. */
public class Forecast {
  /** How steep the line through the first and the last row is, with logarithms on both axes. */
  public static double slope(List<Row> rows) {
    return 0;
  }

  /** The cost to expect for this many items, if it goes on like this from the last row. */
  public static double forecast(List<Row> rows, double items) {
    return 0;
  }
}
