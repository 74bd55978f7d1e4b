package example.saffronlane.catalogue;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The catalogue API of Saffron Lane. Spring finds the other classes of this package by their annotations. */
@SpringBootApplication
public class CatalogueApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(CatalogueApplication.class, arguments);
  }
}
