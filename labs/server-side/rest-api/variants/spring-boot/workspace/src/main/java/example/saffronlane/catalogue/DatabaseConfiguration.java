package example.saffronlane.catalogue;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connection to PostgreSQL. DATABASE_URL says where it is and who we are; your terminal has it set. */
@Configuration
class DatabaseConfiguration {

  /** A pool keeps a few connections open and lends one to each piece of work. */
  @Bean
  DataSource dataSource(@Value("${DATABASE_URL}") URI url) {
    String[] user = url.getUserInfo().split(":", 2);
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:postgresql://%s:%d%s".formatted(url.getHost(), url.getPort(), url.getPath()));
    pool.setUsername(user[0]);
    pool.setPassword(user.length > 1 ? user[1] : "");
    pool.setMaximumPoolSize(8);
    pool.setMinimumIdle(1);
    return pool;
  }
}
