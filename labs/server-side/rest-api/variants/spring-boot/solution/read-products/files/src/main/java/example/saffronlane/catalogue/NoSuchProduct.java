package example.saffronlane.catalogue;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no product with this id: answered with 404. */
@ResponseStatus(HttpStatus.NOT_FOUND)
class NoSuchProduct extends RuntimeException {

  private static final long serialVersionUID = 1;

  NoSuchProduct(String id) {
    super("There is no product " + id + ".");
  }
}
