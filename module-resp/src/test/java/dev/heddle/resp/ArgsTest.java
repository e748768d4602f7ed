package dev.heddle.resp;

import static dev.heddle.resp.Requests.latin1;
import static dev.heddle.resp.Requests.multibulk;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgsTest {
  @Test
  void tokensAreFoundInAnyCase() {
    Args args = Args.of(latin1("keepTtl"), latin1("nx["), latin1(""));
    assertTrue(args.is(0, "KEEPTTL"));
    assertFalse(args.is(0, "KEEPTT"));
    assertFalse(args.is(1, "NX{"));
    assertTrue(args.is(2, ""));
  }

  @Test
  void givenArraysAreNotCopied() {
    byte[] a = latin1("a");
    Args args = Args.of(a, a);
    assertSame(a, args.array(0));
    assertSame(a, args.take(1));
    assertNotSame(a, args.copy(1));
    assertArrayEquals(a, args.copy(1));
    assertEquals(2, args.count());
  }

  @Test
  void thereIsNothingBehindTheLastArgument() {
    Args args = Args.of(latin1("a"));
    assertThrows(IndexOutOfBoundsException.class, () -> args.length(1));
    assertThrows(IndexOutOfBoundsException.class, () -> args.array(-1));
  }

  @Test
  void aLineHasWords() {
    assertEquals(List.of("*1", "a b", "c"), Requests.words(Args.ofLine(latin1("*1 \"a b\" c "))));
    assertEquals(0, Args.ofLine(latin1("  ")).count());
    assertThrows(ProtocolError.class, () -> Args.ofLine(latin1("a \"b")));
  }

  @Test
  void aDetachedCopyOutlivesTheBuffer() {
    String big = "b".repeat(50_000);
    var reader = new RequestReader(Limits.DEFAULTS);
    RequestReaderTest.give(reader, multibulk("SET", "key", big, "EX", "10"));
    assertEquals(1, reader.parse(1));
    Args shared = reader.args(0);
    Args detached = shared.detach();
    assertSame(shared.array(2), detached.array(2));
    reader.space().put(new byte[100]);
    reader.received(100);
    assertEquals(List.of("SET", "key", big, "EX", "10"), Requests.words(detached));
    assertEquals(List.of("SET", "key", big, "EX", "10"), Requests.words(detached.detach()));
  }
}
