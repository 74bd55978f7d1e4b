package example.saffronlane.catalogue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Sort;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Everything under /products. */
@RestController
@RequestMapping("/products")
class ProductController {

  private final ProductRepository products;
  private final ProductReader reader;

  ProductController(ProductRepository products, ProductReader reader) {
    this.products = products;
    this.reader = reader;
  }

  record Items(List<Product> items) {}

  @GetMapping
  Items list() {
    return new Items(products.findAll(Sort.by("id")));
  }

  @PostMapping
  ResponseEntity<Product> create(@RequestBody(required = false) JsonNode body) {
    Product product = new Product();
    reader.read(body).putInto(product);
    Product stored = products.save(product);
    return ResponseEntity.created(URI.create("/products/" + stored.getId())).body(stored);
  }

  @GetMapping("/{id}")
  Product show(@PathVariable String id) {
    return find(id);
  }

  @PutMapping("/{id}")
  Product replace(@PathVariable String id, @RequestBody(required = false) JsonNode body) {
    Product product = find(id);
    reader.read(body).putInto(product);
    return products.save(product);
  }

  @PatchMapping("/{id}")
  Product change(@PathVariable String id, @RequestBody(required = false) JsonNode body) {
    Product product = find(id);
    reader.read(product, body).putInto(product);
    return products.save(product);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id) {
    if (products.remove(asId(id)) == 0) {
      throw new NoSuchProduct(id);
    }
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> invalid(InvalidInput error) {
    return ResponseEntity.status(error.status()).body(Map.of("error", error.getMessage(), "fields", error.fields()));
  }

  private Product find(String id) {
    return products.findById(asId(id)).orElseThrow(() -> new NoSuchProduct(id));
  }

  /** The id in the URL may be any text. What can't be an id belongs to no product. */
  private static Integer asId(String id) {
    if (!id.matches("[1-9][0-9]{0,8}")) {
      throw new NoSuchProduct(id);
    }
    return Integer.valueOf(id);
  }
}
