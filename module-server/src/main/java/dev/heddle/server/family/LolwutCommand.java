package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.server.process.Version;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** LOLWUT: a piece of cloth that nobody has woven before; the version is the number of shafts. */
public final class LolwutCommand {
  private static final int COLUMNS = 66;
  private static final int ROWS = 16;
  private static final int SHAFTS = 8;
  private static final int FEWEST_SHAFTS = 2;
  private static final int MOST_SHAFTS = 16;

  private final RandomGenerator random;
  private final String version;

  private LolwutCommand(RandomGenerator random, Version version) {
    this.random = random;
    this.version = version.version();
  }

  public static void declare(CommandTable t, RandomGenerator random, Version version) {
    t.group(Group.SERVER);
    t.add("LOLWUT [VERSION version]", new LolwutCommand(random, version)::lolwut, READONLY, FAST)
        .doc("5.0.0", "O(1)", "Weaves a piece of cloth and shows the server's version.");
  }

  private void lolwut(Call call, ReplyWriter out) {
    int shafts = shafts(call);
    String text =
        Weave.random(shafts, random).cloth(COLUMNS, ROWS)
            + "\nWoven on "
            + shafts
            + " shafts, for you alone. Heddle ver. "
            + version
            + "\n";
    out.verbatim("txt", text.getBytes(StandardCharsets.US_ASCII));
  }

  private static int shafts(Call call) {
    if (call.count() == 1) {
      return SHAFTS;
    }
    if (call.count() != 3 || !call.is(1, "VERSION")) {
      throw Err.SYNTAX;
    }
    return Math.clamp(call.integer(2), FEWEST_SHAFTS, MOST_SHAFTS);
  }
}
