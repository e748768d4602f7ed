package dev.heddle.server.config;

/** How a log line looks. */
public enum LogFormat {
  PLAIN,
  JSON
}
