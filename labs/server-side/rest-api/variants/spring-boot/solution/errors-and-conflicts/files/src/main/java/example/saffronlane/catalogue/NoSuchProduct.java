package example.saffronlane.catalogue;

/** There is no product with this id. */
class NoSuchProduct extends RuntimeException {

  private static final long serialVersionUID = 1;

  NoSuchProduct(String id) {
    super("There is no product " + id + ".");
  }
}
