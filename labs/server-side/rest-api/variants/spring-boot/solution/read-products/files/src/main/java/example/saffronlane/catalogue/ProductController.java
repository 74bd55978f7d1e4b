package example.saffronlane.catalogue;

import java.util.List;
import org.springframework.data.domain.Sort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everything under /products. */
@RestController
@RequestMapping("/products")
class ProductController {

  private final ProductRepository products;

  ProductController(ProductRepository products) {
    this.products = products;
  }

  record Items(List<Product> items) {}

  @GetMapping
  Items list() {
    return new Items(products.findAll(Sort.by("id")));
  }

  @GetMapping("/{id}")
  Product show(@PathVariable String id) {
    return find(id);
  }

  /** The id in the URL may be any text. What can't be an id belongs to no product. */
  private Product find(String id) {
    if (!id.matches("[1-9][0-9]{0,8}")) {
      throw new NoSuchProduct(id);
    }
    return products.findById(Integer.valueOf(id)).orElseThrow(() -> new NoSuchProduct(id));
  }
}
