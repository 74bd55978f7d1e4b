import java.io.IOException;
import java.util.List;

/** The switchboard of the suppliers. It answers as soon as as many calls are open as the test wants to see. Nothing to change here. */
public class Switchboard {
  public enum Kind { PROMPT, HELD, FAILS, SILENT }

  public static final List<String> CITIES = List.of(
      "Kochi", "Pune", "Jaipur", "Srinagar", "Munnar", "Coonoor", "Guntur", "Unjha", "Erode", "Sangli", "Nagpur", "Indore");
  /**
   * How often a call that waits for others looks whether somebody came, and the pause between two looks: about a second.
   * Looks are counted and not milliseconds, so that a slow machine gives everybody their chance. Once in vain, and nobody
   * waits any more.
   */
  private static final int LOOKS = 100;
  private static final long LOOK_MS = 10;
  /** How long a switchboard that refuses calls waits for one too many, when its limit is reached for the first time. */
  private static final long LINGER_MS = 150;
  /** Time between two answers. */
  private static final long ANSWER_GAP_MS = 5;

  private final int suppliers;
  private final int limit;
  private final boolean refuse;
  private int open = 0;
  private int most = 0;
  private int answered = 0;
  /** Counts what happens: calls that begin, calls that end. */
  private int moves = 0;
  /** Counts the answers that were given to all who waited; who waits sees it change. */
  private int round = 0;
  private int waiting = 0;
  /** How many were answered in the last round. */
  private int inRound = 0;
  private boolean patient = true;
  private boolean heldUp = false;
  private long lingerUntil = 0;

  public Switchboard(int suppliers, int limit, boolean refuse) {
    this.suppliers = suppliers;
    this.limit = limit;
    this.refuse = refuse;
  }

  public synchronized int open() {
    return open;
  }

  public synchronized int most() {
    return most;
  }

  public synchronized boolean heldUp() {
    return heldUp;
  }

  public Supplier supplier(int i, Kind kind) {
    return new Supplier() {
      @Override
      public String name() {
        return CITIES.get(i);
      }

      @Override
      public int price() throws InterruptedException, IOException {
        call(kind);
        return 300 + 17 * i;
      }
    };
  }

  private synchronized void call(Kind kind) throws InterruptedException, IOException {
    if (refuse && open >= limit) throw new IOException("refused: " + open + " calls are open already");
    open += 1;
    moves += 1;
    most = Math.max(most, open);
    try {
      switch (kind) {
        case FAILS: throw new IOException("the line is dead");
        case SILENT: while (true) wait();
        case HELD: hold(); break;
        default: waitForOthers();
      }
    } finally {
      open -= 1;
      moves += 1;
      answered += 1;
      answerIfEnough();
      notifyAll();
    }
  }

  private void hold() throws InterruptedException {
    int seen = moves;
    for (int looks = 0; answered < suppliers - 1 && !heldUp; looks += 1) {
      wait(LOOK_MS);
      if (seen != moves) looks = 0;
      seen = moves;
      heldUp = answered < suppliers - 1 && looks >= LOOKS;
    }
  }

  private void waitForOthers() throws InterruptedException {
    int seen = moves;
    int mine = round;
    int place = waiting;
    waiting += 1;
    answerIfEnough();
    for (int looks = 0; round == mine; looks += 1) {
      wait(LOOK_MS);
      if (round != mine) break;
      if (seen != moves) looks = 0;
      seen = moves;
      if (looks >= LOOKS) patient = false;
      answerIfEnough();
    }
    // In reverse order: who was asked last answers first.
    long mineAt = System.currentTimeMillis() + ANSWER_GAP_MS * Math.max(0, inRound - 1 - place);
    for (long left = mineAt - System.currentTimeMillis(); left > 0; left = mineAt - System.currentTimeMillis()) wait(left);
  }

  private void answerIfEnough() {
    if (waiting == 0 || patient && open < Math.min(limit, suppliers - answered)) return;
    if (refuse && lingerUntil == 0) lingerUntil = System.currentTimeMillis() + LINGER_MS;
    if (System.currentTimeMillis() < lingerUntil) return;
    inRound = waiting;
    waiting = 0;
    round += 1;
    notifyAll();
  }
}
