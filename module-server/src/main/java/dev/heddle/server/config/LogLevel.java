package dev.heddle.server.config;

/** The least important lines that are still logged. */
public enum LogLevel {
  DEBUG,
  VERBOSE,
  NOTICE,
  WARNING,
  NOTHING
}
