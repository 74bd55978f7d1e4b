package example.saffronlane.catalogue;

import java.sql.SQLException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What clients are told when something goes wrong. Details are for our log, not for them. */
@RestControllerAdvice
class ErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorHandler.class);

  /** PostgreSQL's code for a value that a UNIQUE constraint refuses. */
  private static final String UNIQUE_VIOLATION = "23505";

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> invalid(InvalidInput error) {
    return ResponseEntity.status(error.status()).body(Map.of("error", error.getMessage(), "fields", error.fields()));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> missing(NoSuchProduct error) {
    return answer(HttpStatus.NOT_FOUND, error.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> unreadable(HttpMessageNotReadableException error) {
    return answer(HttpStatus.BAD_REQUEST, "The body is not valid JSON.");
  }

  /** What PostgreSQL does not take: a value that must be unique and is there already, or one that it can't store at all. */
  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(DataIntegrityViolationException error) {
    if (error.getMostSpecificCause() instanceof SQLException cause && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
      return answer(HttpStatus.CONFLICT, "Another product has this sku.");
    }
    return answer(HttpStatus.BAD_REQUEST, "A value can't be stored.");
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> other(Exception error) {
    // Spring's own refusals know their status: no such path, another method, a missing header.
    if (error instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      return ResponseEntity.status(known.getStatusCode()).body(Map.of("error", "There is nothing that takes this request."));
    }
    LOG.error("a request failed", error);
    return answer(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side.");
  }

  private static ResponseEntity<Map<String, Object>> answer(HttpStatus status, String message) {
    return ResponseEntity.status(status).body(Map.of("error", message));
  }
}
