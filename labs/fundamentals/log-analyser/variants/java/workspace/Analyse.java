/** Reads an access log and prints its figures as JSON. */
public class Analyse {
  public static void main(String[] arguments) {
    String path = arguments[0];

    // Read the log line by line here.

    System.out.println("{\"log\":\"" + path + "\"}");
  }
}
