package lab;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Starts as the Spring programs of labs do, answers a few requests, and ends: its classes are what such a start needs. */
@SpringBootApplication
public class Archive {

  public static void main(String[] arguments) throws Exception {
    try (var program = SpringApplication.run(Archive.class, arguments)) {
      var client = HttpClient.newHttpClient();
      URI uri = URI.create("http://127.0.0.1:" + program.getEnvironment().getProperty("local.server.port") + "/things");
      ask(client, HttpRequest.newBuilder(uri), 503);
      ask(client, HttpRequest.newBuilder(uri).header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"\"}")), 400);
    }
  }

  private static void ask(HttpClient client, HttpRequest.Builder request, int status) throws Exception {
    var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != status) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
  }

  /** There is no database where the archive is made: the driver and the pool try one that nobody listens for. */
  @Bean
  DataSource dataSource() {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/none");
    pool.setConnectionTimeout(250);
    pool.setInitializationFailTimeout(-1);
    return pool;
  }
}

@Entity
class Thing {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Integer id;

  @NotBlank
  String name;
}

interface ThingRepository extends JpaRepository<Thing, Integer> {
  List<Thing> findByNameOrderById(String name);
}

record ThingInput(@NotBlank String name) {}

@RestController
class ThingController {
  private final ThingRepository things;

  ThingController(ThingRepository things) {
    this.things = things;
  }

  @GetMapping("/things")
  List<Thing> list() {
    return things.findByNameOrderById("one");
  }

  @PostMapping("/things")
  ThingInput create(@Valid @RequestBody ThingInput thing) {
    return thing;
  }
}

@RestControllerAdvice
class ErrorHandler {
  @ExceptionHandler
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  String unavailable(RuntimeException error) {
    return "no database";
  }
}
