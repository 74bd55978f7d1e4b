package example.saffronlane.catalogue;

/** What a client may send for a product. Used from step 2 on. */
record ProductInput(String sku, String name, String category, Integer pricePaise, Integer stock) {}
