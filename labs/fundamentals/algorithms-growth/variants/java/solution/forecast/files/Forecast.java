import java.util.List;

/** What measurements say about larger inputs. The rows go from few items to many. */
public class Forecast {
  /** How steep the line through the first and the last row is, with logarithms on both axes. */
  public static double slope(List<Row> rows) {
    Row first = rows.get(0);
    Row last = rows.get(rows.size() - 1);
    return Math.log(last.cost() / first.cost()) / Math.log(last.items() / first.items());
  }

  /** The cost to expect for this many items, if it goes on like this from the last row. */
  public static double forecast(List<Row> rows, double items) {
    Row last = rows.get(rows.size() - 1);
    return last.cost() * Math.pow(items / last.items(), slope(rows));
  }
}
