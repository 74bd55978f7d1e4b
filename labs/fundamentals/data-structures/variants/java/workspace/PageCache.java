/** Keeps the product pages that were wanted last, at most as many as its capacity. */
public class PageCache {
  private final int capacity;

  public PageCache(int capacity) {
    this.capacity = capacity;
  }

  /** The page of this key; null when it is not kept. */
  public String get(String key) {
    return null;
  }

  /** Keeps a page, in place of an older one of the same key. */
  public void put(String key, String page) {
  }
}
