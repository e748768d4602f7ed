package dev.heddle.server.pubsub;

import dev.heddle.server.command.Event;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Publishes what happens to keys, as notify-keyspace-events asks for; guarded by the server's lock.
 *
 * <pre>
 *   K   to __keyspace@DB__:KEY     the event's name
 *   E   to __keyevent@DB__:EVENT   the key
 * </pre>
 */
public final class KeyspaceEvents {
  /** The classes that A stands for. */
  private static final String ALL = "g$lshzxetd";

  private final PubSub pubSub;
  private final BitSet classes = new BitSet();
  private boolean on;
  private boolean byKey;
  private boolean byEvent;

  public KeyspaceEvents(PubSub pubSub) {
    this.pubSub = pubSub;
  }

  /** Publishes the events of these classes from now on; letters as in the setting. */
  public void classes(String letters) {
    classes.clear();
    letters.replace("A", ALL).chars().forEach(classes::set);
    byKey = classes.get('K');
    byEvent = classes.get('E');
    on = byKey || byEvent;
  }

  /** Whether events of this kind are published, if anybody has subscribed to them. */
  public boolean tells(Event event) {
    return on && classes.get(event.kind());
  }

  /** Publishes that this has happened to a key. */
  public void happened(int db, byte[] a, int off, int len, Event event) {
    if (tells(event) && !pubSub.isSilent()) {
      publish(db, a, off, len, event);
    }
  }

  private void publish(int db, byte[] a, int off, int len, Event event) {
    byte[] name = ascii(event.text());
    if (byKey) {
      byte[] prefix = ascii("__keyspace@" + db + "__:");
      byte[] channel = new byte[prefix.length + len];
      System.arraycopy(prefix, 0, channel, 0, prefix.length);
      System.arraycopy(a, off, channel, prefix.length, len);
      pubSub.publish(channel, 0, channel.length, name, 0, name.length);
    }
    if (byEvent) {
      byte[] channel = ascii("__keyevent@" + db + "__:" + event.text());
      pubSub.publish(channel, 0, channel.length, a, off, len);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
