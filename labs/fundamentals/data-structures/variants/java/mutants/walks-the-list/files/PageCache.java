import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the product pages that were wanted last, at most as many as its capacity. */
public class PageCache {
  private final int capacity;
  private final Map<String, String> pages = new HashMap<>();
  private final List<String> order = new ArrayList<>();

  public PageCache(int capacity) {
    this.capacity = capacity;
  }

  /** The page of this key; null when it is not kept. */
  public String get(String key) {
    if (!pages.containsKey(key)) return null;
    order.remove(key);
    order.add(key);
    return pages.get(key);
  }

  /** Keeps a page, in place of an older one of the same key. */
  public void put(String key, String page) {
    if (pages.containsKey(key)) {
      order.remove(key);
    } else if (pages.size() == capacity) {
      pages.remove(order.remove(0));
    }
    order.add(key);
    pages.put(key, page);
  }
}
