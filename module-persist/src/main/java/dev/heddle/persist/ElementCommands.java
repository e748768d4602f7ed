package dev.heddle.persist;

import dev.heddle.store.Elements;
import dev.heddle.store.Scored;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Spreads the elements of a collection over commands that add some of them each. */
final class ElementCommands implements Elements {
  /** Elements, or pairs, in one command: as many as in Redis. */
  static final int MOST = 64;

  private final CommandOutput out;
  private final String command;
  private final byte[] key;
  private final int width;
  private long left;

  /** Words that the current command still takes. */
  private long room;

  /**
   * Commands for the elements of a key.
   *
   * @param count how many there are
   * @param width words of each
   */
  ElementCommands(CommandOutput out, String command, byte[] key, long count, int width) {
    this.out = out;
    this.command = command;
    this.key = key;
    this.left = count;
    this.width = width;
  }

  @Override
  public void text(byte[] a, int off, int len) {
    try {
      beforeWord();
      out.word(a, off, len);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void number(long value) {
    try {
      beforeWord();
      out.word(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void beforeWord() throws IOException {
    if (room == 0) {
      long items = Math.min(left, MOST);
      out.begin(2 + width * items);
      out.word(command);
      out.word(key);
      left -= items;
      room = width * items;
    }
    room--;
  }

  /** Takes members of a sorted set, each of which becomes its score and itself. */
  Scored scored() {
    return new Scored() {
      @Override
      public void text(byte[] a, int off, int len, double score) {
        score(score);
        ElementCommands.this.text(a, off, len);
      }

      @Override
      public void number(long member, double score) {
        score(score);
        ElementCommands.this.number(member);
      }

      private void score(double score) {
        byte[] text = ScoreText.of(score);
        ElementCommands.this.text(text, 0, text.length);
      }
    };
  }
}
