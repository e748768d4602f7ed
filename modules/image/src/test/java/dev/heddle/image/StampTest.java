package dev.heddle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampTest {
  @TempDir Path directory;

  private Path input;
  private String digest;

  @BeforeEach
  void makeInput() throws Exception {
    input = Files.createDirectories(directory.resolve("input"));
    Files.writeString(input.resolve("a"), "one");
    digest = Stamp.digest(List.of(input));
  }

  @Test
  void theSameInputsHaveTheSameDigest() throws Exception {
    assertEquals(digest, Stamp.digest(List.of(input)));
  }

  @Test
  void aChangedFileChangesTheDigest() throws Exception {
    Files.writeString(input.resolve("a"), "two");
    assertNotEquals(digest, Stamp.digest(List.of(input)));
  }

  @Test
  void aRenamedFileChangesTheDigest() throws Exception {
    Files.move(input.resolve("a"), input.resolve("b"));
    assertNotEquals(digest, Stamp.digest(List.of(input)));
  }

  @Test
  void matchesOnlyWhatWasWritten() throws Exception {
    var stamp = new Stamp(directory.resolve("stamp"));
    assertFalse(stamp.matches(digest));
    stamp.write(digest);
    assertTrue(stamp.matches(digest));
    assertFalse(stamp.matches("another"));
    stamp.delete();
    assertFalse(stamp.matches(digest));
  }
}
