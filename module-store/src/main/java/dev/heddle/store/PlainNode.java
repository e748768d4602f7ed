package dev.heddle.store;

import java.util.function.LongPredicate;

/** One element that is too large to be packed with others. */
final class PlainNode extends QuickNode {
  private final byte[] text;

  /** The array belongs to the node. */
  PlainNode(byte[] text) {
    this.text = text;
  }

  byte[] text() {
    return text;
  }

  @Override
  int count() {
    return 1;
  }

  @Override
  int leastBytes() {
    return text.length;
  }

  @Override
  int arrayBytes() {
    return rounded(text.length);
  }

  @Override
  PlainNode expanded() {
    return this;
  }

  @Override
  void give(int index, int n, Elements out) {
    out.text(text, 0, text.length);
  }

  @Override
  boolean search(ListEnd from, Needle needle, int most, long base, LongPredicate found) {
    return most <= 0 || !needle.is(text, 0, text.length) || found.test(base);
  }

  @Override
  PlainNode copy() {
    return this; // nothing changes it
  }
}
