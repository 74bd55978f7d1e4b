package example.saffronlane.catalogue;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** What a client may send for a product, with the rules that it must keep. What else is sent is left out. */
record ProductInput(
    @NotNull(message = "must look like TEA-2004")
    @Pattern(regexp = "[A-Z]{3}-[0-9]{4}", message = "must look like TEA-2004")
    String sku,

    @NotBlank(message = "must be a text of 1 to 100 characters")
    @Size(max = 100, message = "must be a text of 1 to 100 characters")
    String name,

    @NotNull(message = "must be one of our categories")
    String category,

    @NotNull(message = "must be a whole number from 1 to 10000000")
    @Min(value = 1, message = "must be a whole number from 1 to 10000000")
    @Max(value = 10_000_000, message = "must be a whole number from 1 to 10000000")
    Integer pricePaise,

    @Min(value = 0, message = "must be a whole number from 0 to 100000")
    @Max(value = 100_000, message = "must be a whole number from 0 to 100000")
    Integer stock) {

  /** Sets all fields of the product but its id. A stock that was left out is 0. */
  void putInto(Product product) {
    product.setSku(sku);
    product.setName(name);
    product.setCategory(category);
    product.setPricePaise(pricePaise);
    product.setStock(stock == null ? 0 : stock);
  }
}
