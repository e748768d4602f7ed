package dev.heddle.server.config;

/** How a signal ends the server; {@link #DEFAULT} is none of the others. */
public enum SignalShutdown {
  DEFAULT,
  SAVE,
  NOSAVE,
  NOW,
  FORCE
}
