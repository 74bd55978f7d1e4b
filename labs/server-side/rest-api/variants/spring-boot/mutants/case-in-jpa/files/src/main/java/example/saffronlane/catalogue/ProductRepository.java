package example.saffronlane.catalogue;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** Spring Data writes the methods: findAll, findById, existsById, save and more. */
interface ProductRepository extends JpaRepository<Product, Integer> {

  /** A filter that is null is not asked for, and then its condition holds for every row. */
  String FILTER = """
      where (cast(:category as String) is null or p.category = :category)
        and (cast(:word as String) is null or locate(cast(:word as String), p.name) > 0)
      """;

  @Query("select p from Product p " + FILTER + "order by p.id limit :limit offset :offset")
  List<Product> search(String category, String word, int limit, int offset);

  @Query("select count(*) from Product p " + FILTER)
  long countMatching(String category, String word);

  /** @return how many rows went: 1 or 0 */
  @Transactional
  @Modifying
  @Query("delete from Product p where p.id = :id")
  int remove(Integer id);
}
