import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the product pages that were wanted last, at most as many as its capacity. */
public class PageCache {
  private final Map<String, String> pages;

  public PageCache(int capacity) {
    pages = new LinkedHashMap<>(16, 0.75f, false) {
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
    pages.remove(key);
    pages.put(key, page);
  }
}
