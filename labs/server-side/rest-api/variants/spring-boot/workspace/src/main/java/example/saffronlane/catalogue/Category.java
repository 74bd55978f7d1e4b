package example.saffronlane.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table categories. */
@Entity
@Table(name = "categories")
class Category {

  @Id private String slug;
  private String name;

  public String getSlug() {
    return slug;
  }

  public String getName() {
    return name;
  }
}
