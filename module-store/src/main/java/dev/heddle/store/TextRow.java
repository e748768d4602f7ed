package dev.heddle.store;

/** A row of texts, each a part of some array. */
public interface TextRow {
  /** How many there are. */
  int count();

  byte[] array(int i);

  int offset(int i);

  int length(int i);
}
