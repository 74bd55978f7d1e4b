package example.saffronlane.catalogue;

import org.springframework.data.jpa.repository.JpaRepository;

/** Spring Data writes the methods: findAll, findById, existsById, save and more. */
interface ProductRepository extends JpaRepository<Product, Integer> {}
