package dev.heddle.persist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Crc64Test {
  @Test
  void hasThePublishedCheckValue() {
    assertEquals(0xe9c6d914c4b8d9caL, Crc64.update(0, Fixture.bytes("123456789"), 0, 9));
  }

  @Property(tries = 200)
  void doesNotDependOnHowTheBytesAreCut(
      @ForAll @Size(min = 1, max = 100) byte[] bytes, @ForAll @IntRange(max = 100) int cut) {
    int at = cut % bytes.length;
    long whole = Crc64.update(0, bytes, 0, bytes.length);
    long parts = Crc64.update(Crc64.update(0, bytes, 0, at), bytes, at, bytes.length - at);
    assertEquals(whole, parts);
  }
}
