package dev.heddle.persist;

import java.io.IOException;

/**
 * What a module wrote into an RDB file, which can be passed over without the module.
 *
 * <pre>
 * ModuleData --> Length(id) When Item* 0
 * When       --> UINT Length
 * Item       --> SINT Length | UINT Length | FLOAT byte{4} | DOUBLE byte{8} | STRING String
 * </pre>
 */
final class RdbModule {
  private static final int END = 0;
  private static final int SINT = 1;
  private static final int UINT = 2;
  private static final int FLOAT = 3;
  private static final int DOUBLE = 4;
  private static final int STRING = 5;

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int NAME_LENGTH = 9;

  private final RdbInput in;

  RdbModule(RdbInput in) {
    this.in = in;
  }

  /** Passes over the data and says whose it was. */
  void skip(Log log, String file) throws IOException {
    String name = name(in.unsigned());
    if (in.length() != UINT) {
      throw in.bad("invalid data of module type " + name);
    }
    in.length();
    while (item(in.length())) {
      // the item was passed over
    }
    log.warning("Data of module type " + name + " in " + file + " skipped: there are no modules");
  }

  /** The reason why a key's value that belongs to a module cannot be read. */
  RdbFormatException refusal() throws IOException {
    return in.bad(
        "The RDB file contains module data I can't load: no matching module type '"
            + name(in.unsigned())
            + "'");
  }

  private boolean item(long kind) throws IOException {
    switch ((int) Math.min(kind, Integer.MAX_VALUE)) {
      case END -> {
        return false;
      }
      case SINT, UINT -> in.unsigned();
      case FLOAT -> in.bytes(4);
      case DOUBLE -> in.bytes(8);
      case STRING -> in.string();
      default -> throw in.bad("invalid module opcode " + kind);
    }
    return true;
  }

  /** A module type's id is nine letters of six bits and a version of ten. */
  static String name(long id) {
    var name = new StringBuilder();
    for (int i = 0; i < NAME_LENGTH; i++) {
      name.append(LETTERS.charAt((int) (id >>> (58 - 6 * i)) & 63));
    }
    return name.toString();
  }
}
