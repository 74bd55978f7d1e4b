package example.saffronlane.catalogue;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns a body into a product's fields, and refuses what breaks a rule with a message for each field. */
@Component
class ProductReader {

  private final JsonMapper json;
  private final Validator validator;
  private final CategoryRepository categories;

  ProductReader(JsonMapper json, Validator validator, CategoryRepository categories) {
    this.json = json;
    this.validator = validator;
    this.categories = categories;
  }

  /** A whole product. */
  ProductInput read(JsonNode body) {
    Map<String, String> fields = new TreeMap<>();
    ProductInput input = parse(body instanceof ObjectNode ? body : json.createObjectNode(), fields);
    for (ConstraintViolation<ProductInput> violation : validator.validate(input)) {
      fields.putIfAbsent(jsonName(violation.getPropertyPath().toString()), violation.getMessage());
    }
    if (input.category() != null && !categories.existsById(input.category())) {
      fields.put("category", "must be one of our categories");
    }
    if (!fields.isEmpty()) {
      throw new InvalidInput(HttpStatus.UNPROCESSABLE_CONTENT, "The product is not valid.", fields);
    }
    return input;
  }

  /** A field of another type is told by its name, and left out. */
  private ProductInput parse(JsonNode body, Map<String, String> fields) {
    try {
      return json.treeToValue(body, ProductInput.class);
    } catch (JacksonException error) {
      if (error.getPath().isEmpty()) {
        throw error;
      }
      String field = error.getPath().get(0).getPropertyName();
      fields.put(field, "must be of another type");
      ObjectNode rest = (ObjectNode) body.deepCopy();
      rest.remove(field);
      return parse(rest, fields);
    }
  }

  /** pricePaise is price_paise for clients. */
  private static String jsonName(String property) {
    return property.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
