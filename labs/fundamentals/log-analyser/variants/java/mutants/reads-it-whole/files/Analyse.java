import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads an access log line by line and prints its figures as JSON. */
public class Analyse {
  private long requests;
  private long bytes;

  private void read(BufferedReader log) throws IOException {
    for (String line : log.lines().toList()) {
      String[] fields = line.split(" ");
      add(fields[9]);
    }
  }

  private void add(String size) {
    requests += 1;
    bytes += size.equals("-") ? 0 : Long.parseLong(size);
  }

  private String report() {
    return "{\"requests\":" + requests + ",\"bytes\":" + bytes
        + "}";
  }

  public static void main(String[] arguments) throws IOException {
    var analysis = new Analyse();
    try (var log = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
      analysis.read(log);
    }
    System.out.println(analysis.report());
  }
}
