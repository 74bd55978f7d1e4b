package example.saffronlane.catalogue;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everything under /products. */
@RestController
@RequestMapping("/products")
class ProductController {

  private final ProductRepository products;

  /** Spring hands over the repository. */
  ProductController(ProductRepository products) {
    this.products = products;
  }

  // Your handlers go here.
}
