import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the product pages that were wanted last, at most as many as its capacity. */
public class PageCache {
  private final Map<String, String> pages;

  public PageCache(int capacity) {
    // The third argument orders the entries by their last use instead of their first.
    pages = new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
        return size() > capacity;
      }
    };
  }

  /** The page of this key; null when it is not kept. */
  public String get(String key) {
    return pages.get(key);
  }

  /** Keeps a page, in place of an older one of the same key. */
  public void put(String key, String page) {
    if (pages.containsKey(key)) {
      pages.entrySet().stream().filter(each -> each.getKey().equals(key)).forEach(each -> each.setValue(page));
    } else {
      pages.put(key, page);
    }
  }
}
