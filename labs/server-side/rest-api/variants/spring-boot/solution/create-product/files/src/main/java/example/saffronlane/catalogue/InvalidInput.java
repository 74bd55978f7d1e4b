package example.saffronlane.catalogue;

import java.util.Map;
import org.springframework.http.HttpStatus;

/** What a client sent breaks rules: one message for each field. */
class InvalidInput extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final HttpStatus status;
  private final transient Map<String, String> fields;

  InvalidInput(HttpStatus status, String message, Map<String, String> fields) {
    super(message);
    this.status = status;
    this.fields = fields;
  }

  HttpStatus status() {
    return status;
  }

  Map<String, String> fields() {
    return fields;
  }
}
