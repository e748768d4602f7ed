package dev.heddle.server.command;

import dev.heddle.persist.Journal;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the server knows about one client; guarded by the server's lock, but for the link's own
 * methods and for what only the client's own thread uses: traffic, unsaved replies, and what is to
 * be done outside the lock.
 *
 * <p>A client without a link is the server itself, running what it loads from disk.
 */
public final class Client {

  /** The client's connection as commands may see and use it. */
  public interface Link {
    /** Ends the connection soon, from any thread. */
    void close();

    /** Takes note that the peer speaks HTTP and is cut off. */
    void spokeHttp();

    /** {@code ip:port} or the path of a UNIX socket with {@code :0}. */
    String peer();

    /** The server's end, in the same form. */
    String local();

    /** True for loopback addresses and UNIX sockets. */
    boolean isLocal();

    boolean isUnixSocket();

    /** A small number that tells connections apart, for the fd field of CLIENT LIST. */
    int descriptor();

    /** Bytes that were received and not yet run. */
    long queryBytes();

    /** Bytes of memory that the query buffer holds. */
    long queryCapacity();

    /** Bytes of memory that the reply buffer holds. */
    long replyCapacity();

    /** Bytes of replies that wait until the peer takes them. */
    long unsentBytes();

    /**
     * Whether the connection's thread waits, for bytes or in a command, and writes nothing before
     * it has looked for an outbox again.
     */
    boolean isWaiting();

    /** Writes as many of these bytes as the socket takes at once, and returns how many. */
    int send(byte[] a, int off, int len) throws IOException;

    /** Has something run once, on a thread that it may not hold up, when the socket takes more. */
    void whenWritable(Runnable then);
  }

  /** What CLIENT REPLY asked for. */
  public enum ReplyMode {
    ON,
    OFF,
    SKIP_NEXT,
    SKIP
  }

  private final long id;
  private final @Nullable Link link;
  private final long createdAt;
  private final Traffic traffic = new Traffic();
  private long lastActiveAt;
  private int db;
  private int protocol = 2;
  private boolean authenticated;
  private boolean closing;
  private boolean noTouch;
  private boolean noEvict;
  private String name = "";
  private String libName = "";
  private String libVersion = "";
  private ReplyMode replyMode = ReplyMode.ON;
  private @Nullable Command lastCommand;
  private Journal unsavedJournal = Journal.NONE;
  private long unsavedOffset;
  private int unsavedMark = -1;
  private boolean paused;
  private long buffered;
  private long slowSince;
  private @Nullable Outside outside;
  private boolean muted;
  private boolean executing;
  private @Nullable Transaction transaction;
  private boolean watchBroken;
  private @Nullable BlockedOn blockedOn;
  private volatile @Nullable Outbox outbox; // made under the lock, read by the client's thread
  private @Nullable Subscriptions subscriptions;
  private @Nullable Caching caching;
  private boolean monitoring;
  private long answeredAt;

  public Client(long id, @Nullable Link link, long now) {
    this.id = id;
    this.link = link;
    this.createdAt = now;
    this.lastActiveAt = now;
  }

  public long id() {
    return id;
  }

  public @Nullable Link link() {
    return link;
  }

  /** Epoch milliseconds of the connection. */
  public long createdAt() {
    return createdAt;
  }

  /** Epoch milliseconds of the last command, or of bytes seen to move since. */
  public long lastActiveAt() {
    return lastActiveAt;
  }

  /** Notes the command that runs now. */
  public void active(Command command, long now) {
    lastCommand = command;
    lastActiveAt = now;
  }

  public @Nullable Command lastCommand() {
    return lastCommand;
  }

  /** The index of the selected database. */
  public int db() {
    return db;
  }

  public void select(int index) {
    db = index;
  }

  /** 2 or 3. */
  public int protocol() {
    return protocol;
  }

  public void protocol(int version) {
    protocol = version;
  }

  public boolean authenticated() {
    return authenticated;
  }

  public void authenticated(boolean yes) {
    authenticated = yes;
  }

  /** True once the connection is to end behind the replies that it has. */
  public boolean closing() {
    return closing;
  }

  public void closeAfterReply() {
    closing = true;
  }

  /** True when this client's reads leave LRU and LFU clocks alone. */
  public boolean noTouch() {
    return noTouch;
  }

  public void noTouch(boolean yes) {
    noTouch = yes;
  }

  /** True when this client is spared by maxmemory-clients. */
  public boolean noEvict() {
    return noEvict;
  }

  public void noEvict(boolean yes) {
    noEvict = yes;
  }

  public String name() {
    return name;
  }

  public void name(String chosen) {
    name = chosen;
  }

  public String libName() {
    return libName;
  }

  public void libName(String chosen) {
    libName = chosen;
  }

  public String libVersion() {
    return libVersion;
  }

  public void libVersion(String chosen) {
    libVersion = chosen;
  }

  public ReplyMode replyMode() {
    return replyMode;
  }

  public void replyMode(ReplyMode mode) {
    replyMode = mode;
  }

  /**
   * Notes that the reply at {@code mark} is for a change which is durable once the journal's offset
   * is. Where another journal was noted before, that one was closed, and all in it stored, before
   * this one was opened.
   */
  public void wrote(Journal journal, long offset, int mark) {
    if (unsavedMark < 0) {
      unsavedMark = mark;
    }
    unsavedJournal = journal;
    unsavedOffset = offset;
  }

  /** True when replies wait whose changes may not be durable yet. */
  public boolean hasUnsaved() {
    return unsavedMark >= 0;
  }

  /** The journal that has this client's last change. */
  public Journal unsavedJournal() {
    return unsavedJournal;
  }

  /** The journal offset that must be durable before the pending replies may leave. */
  public long unsavedOffset() {
    return unsavedOffset;
  }

  /** Where, among the pending replies, the first one stands whose change may not be durable yet. */
  public int unsavedMark() {
    return unsavedMark;
  }

  /** Notes that all changes of this client are durable. */
  public void saved() {
    unsavedMark = -1;
  }

  /** True when the next command is held by a pause. */
  public boolean paused() {
    return paused;
  }

  public void paused(boolean yes) {
    paused = yes;
  }

  /** Takes note of what is in the connection's buffers: while that changes, it is not idle. */
  public void observe(long bytes, long now) {
    if (bytes != buffered) {
      buffered = bytes;
      lastActiveAt = now;
    }
  }

  /**
   * Since when, in epoch milliseconds, too many replies have been waiting for it; 0: they do not.
   */
  public long slowSince() {
    return slowSince;
  }

  public void slowSince(long moment) {
    slowSince = moment;
  }

  /** Leaves something to be done outside the lock, behind the replies so far. */
  public void outside(Outside work) {
    outside = work;
  }

  public boolean hasOutside() {
    return outside != null;
  }

  /** Has the reply of what is to be done outside the lock dropped, if there is something. */
  public void muteOutside() {
    muted = outside != null;
  }

  /** Whether the reply of what was done outside the lock is to be dropped, once. */
  public boolean takeMuted() {
    boolean was = muted;
    muted = false;
    return was;
  }

  /** What is to be done outside the lock, once. */
  public @Nullable Outside takeOutside() {
    Outside work = outside;
    outside = null;
    return work;
  }

  /**
   * Whether a command may make this client wait: not in a transaction, nor while it is replayed.
   */
  public boolean mayBlock() {
    return link != null && !executing;
  }

  /** Marks that the client's transaction or script runs. */
  public void executing(boolean yes) {
    executing = yes;
  }

  /** What the client has queued since MULTI; null outside a transaction. */
  public @Nullable Transaction transaction() {
    return transaction;
  }

  /** Begins a transaction, or ends it with null. */
  public void transaction(@Nullable Transaction begun) {
    transaction = begun;
  }

  /** True when a key was changed that the client watches. */
  public boolean watchBroken() {
    return watchBroken;
  }

  public void watchBroken(boolean yes) {
    watchBroken = yes;
  }

  /** Has the client wait once its command has ended. */
  void block(BlockedOn what) {
    blockedOn = what;
    answeredAt = Long.MAX_VALUE;
  }

  /** What the client waits for; null when it does not. */
  public @Nullable BlockedOn blockedOn() {
    return blockedOn;
  }

  /** Whether the client waits and has no answer yet; its own thread learns of that later. */
  public boolean waits() {
    return blockedOn != null && answeredAt == Long.MAX_VALUE;
  }

  /** The wait is over. */
  public void unblock() {
    blockedOn = null;
  }

  /** Where messages wait for this client; null as long as it never was to get any. */
  public @Nullable Outbox outbox() {
    return outbox;
  }

  /** Where messages wait for this client, which must have a link; made when there is none. */
  public Outbox openOutbox(Outbox.Courier courier) {
    Outbox open = outbox;
    if (open == null) {
      Link connection = Objects.requireNonNull(link);
      open = new Outbox(connection, courier);
      outbox = open;
      if (connection.isWaiting()) {
        open.release();
      }
    }
    return open;
  }

  /** What the client has subscribed to; null as long as it never has. */
  public @Nullable Subscriptions subscriptions() {
    return subscriptions;
  }

  /** What the client has subscribed to, for a change. */
  public Subscriptions subscribe() {
    Subscriptions own = subscriptions;
    if (own == null) {
      own = new Subscriptions();
      subscriptions = own;
    }
    return own;
  }

  /** Whether the client has subscribed to something. */
  public boolean subscribed() {
    Subscriptions own = subscriptions;
    return own != null && !own.isEmpty();
  }

  /** What the client wants to hear of keys that it caches; null for nothing. */
  public @Nullable Caching caching() {
    return caching;
  }

  public void caching(@Nullable Caching wish) {
    caching = wish;
  }

  /** Whether the client is shown all commands. */
  public boolean monitoring() {
    return monitoring;
  }

  public void monitoring(boolean yes) {
    monitoring = yes;
  }

  /** The place in the outbox behind the messages that precede the answer to a blocked command. */
  public long answeredAt() {
    return answeredAt;
  }

  /** The command for which the client waited is answered: what it is sent now comes later. */
  public void answered() {
    Outbox open = outbox;
    answeredAt = open == null ? 0 : open.reserve();
  }

  /** Counts bytes that came in or went out; called by the client's own thread. */
  public void traffic(long in, long out) {
    traffic.add(in, out);
  }

  /** What went through the connection and was not counted yet. */
  public Traffic traffic() {
    return traffic;
  }

  /** Back to the state of a new connection, but for the identity, as RESET asks for. */
  public void reset(boolean authenticatedByDefault) {
    db = 0;
    protocol = 2;
    name = "";
    replyMode = ReplyMode.ON;
    noTouch = false;
    noEvict = false;
    transaction = null;
    authenticated = authenticatedByDefault;
  }
}
