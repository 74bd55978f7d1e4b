import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs a test class once for each fault, each time with classes that are loaded anew. One JVM for all of them. */
public final class Runner {
  private Runner() {}

  public static void main(String[] arguments) throws Exception {
    URL[] classes = {Path.of(".build").toAbsolutePath().toUri().toURL()};
    boolean missed = false;
    for (int i = 1; i < arguments.length; i += 1) {
      String fault = arguments[i];
      System.setProperty("FAULT", fault);
      try (var loader = new URLClassLoader(classes, Runner.class.getClassLoader())) {
        Thread.currentThread().setContextClassLoader(loader);
        var listener = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(loader.loadClass(arguments[0]))).build();
        LauncherFactory.create().execute(request, listener);
        boolean passes = listener.getSummary().getTotalFailureCount() == 0;
        boolean right = fault.equals("right");
        System.out.println(right ? "right program: " + (passes ? "passes" : "FAILS") : fault + ": " + (passes ? "NOT CAUGHT" : "caught"));
        if (right && !passes) {
          listener.getSummary().printFailuresTo(new PrintWriter(System.out, true), 3);
        }
        missed |= passes != right;
      }
    }
    System.exit(missed ? 1 : 0);
  }
}
