package dev.heddle.server.family;

/** What the server says of its versions. */
public final class Versions {
  /** The version of Redis whose behaviour this is; clients choose what they send by it. */
  public static final String REDIS = "7.2.0";

  private Versions() {}
}
