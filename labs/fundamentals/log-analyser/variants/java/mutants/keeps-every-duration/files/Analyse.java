import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.HashMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads an access log line by line and prints its figures as JSON. */
public class Analyse {
  private static final Pattern LINE = Pattern.compile(
      "\\S+ \\S+ \\S+ \\[[^\\]]+\\] \"[A-Z]+ (\\S+) HTTP/[\\d.]+\" (\\d{3}) (\\d+|-) \"[^\"]*\" \"[^\"]*\" (\\d+)");

  private long requests;
  private long bytes;
  private long unreadable;
  private final Map<String, Long> statuses = new TreeMap<>();
  private final Map<String, Long> paths = new HashMap<>();
  private final TreeMap<Long, Long> durations = new TreeMap<>();
  private final java.util.List<String> kept = new java.util.ArrayList<>();

  private void read(BufferedReader log) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      kept.add(line);
      var found = LINE.matcher(line);
      if (found.matches()) {
        add(found.group(1), found.group(2), found.group(3), Long.parseLong(found.group(4)));
      } else {
        unreadable += 1;
      }
    }
  }

  private void add(String target, String status, String size, long duration) {
    requests += 1;
    bytes += size.equals("-") ? 0 : Long.parseLong(size);
    statuses.merge(status.charAt(0) + "xx", 1L, Long::sum);
    paths.merge(target.split("\\?", 2)[0], 1L, Long::sum);
    durations.merge(duration, 1L, Long::sum);
  }

  /** Nearest rank: the smallest duration that this share of all requests does not exceed. */
  private Long percentile(int share) {
    long rank = (share * requests + 99) / 100;
    long seen = 0;
    for (var entry : durations.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) return entry.getKey();
    }
    return null;
  }

  private String report() {
    var ranking = Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey());
    String top = paths.entrySet().stream().sorted(ranking).limit(5)
        .map(page -> "{\"path\":" + quoted(page.getKey()) + ",\"count\":" + page.getValue() + "}")
        .collect(Collectors.joining(",", "[", "]"));
    String groups = statuses.entrySet().stream().map(each -> quoted(each.getKey()) + ":" + each.getValue())
        .collect(Collectors.joining(",", "{", "}"));
    return "{\"requests\":" + requests + ",\"bytes\":" + bytes
        + ",\"statuses\":" + groups + ",\"top_paths\":" + top
        + ",\"unreadable\":" + unreadable
        + ",\"duration_ms\":{\"p50\":" + percentile(50) + ",\"p95\":" + percentile(95) + ",\"p99\":" + percentile(99) + "}"
        + "}";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  public static void main(String[] arguments) throws IOException {
    var analysis = new Analyse();
    try (var log = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
      analysis.read(log);
    }
    System.out.println(analysis.report());
  }
}
