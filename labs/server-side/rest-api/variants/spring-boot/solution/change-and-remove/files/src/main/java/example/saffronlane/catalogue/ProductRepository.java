package example.saffronlane.catalogue;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** Spring Data writes the methods: findAll, findById, existsById, save and more. */
interface ProductRepository extends JpaRepository<Product, Integer> {

  /** @return how many rows went: 1 or 0 */
  @Transactional
  @Modifying
  @Query("delete from Product p where p.id = :id")
  int remove(Integer id);
}
