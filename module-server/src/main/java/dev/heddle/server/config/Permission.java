package dev.heddle.server.config;

/** Who may use something dangerous. */
public enum Permission {
  NO,
  YES,
  LOCAL
}
