package dev.heddle.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SyntaxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "TIME; 1",
        "GET key; 2",
        "SET key value [condition=NX|XX] [GET]; -3",
        "MSET {key value}...; -3",
        "CLIENT ID; 2",
        "CLIENT KILL {ip:port|{[ID client-id]|[USER username]}...}; -3",
        "CLIENT NO-EVICT {ON|OFF}; 3",
        "COMMAND INFO [command-name...]; -2",
        "LMPOP numkeys key... {LEFT|RIGHT} [COUNT count]; -4",
        "ZZZ {A|B one two}; -2",
      })
  void arityFollowsFromTheRow(String row, int arity) {
    assertEquals(arity, Syntax.of(row).arity());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SET key value [condition=NX|XX] [EX seconds|KEEPTTL]; key value [NX|XX] [EX seconds|KEEPTTL]",
        "MSET {data=key value}...; key value [key value ...]",
        "CLIENT PAUSE timeout:integer [mode=WRITE|ALL]; timeout [WRITE|ALL]",
        "CLIENT REPLY {action=ON|OFF}; <ON|OFF>",
        "CLIENT LIST [ID client-id...]; [ID client-id [client-id ...]]",
        "CLIENT LIST [ID client-id]...; [ID client-id [ID client-id ...]]",
      })
  void theTextIsAsTheDocumentationPrintsIt(String row, String text) {
    assertEquals(text, Syntax.of(row).text());
  }

  @Test
  void aChoiceHasItsLabelOrTheNameOfItsFirstPart() {
    assertEquals("condition", first("X [condition=NX|XX]").name());
    assertEquals("nx", first("X [NX|XX]").name());
    assertEquals("filter", first("X [filter=BY {A name|B pattern}]").name());
    assertEquals("way", first("X BY {way=A|B}").name());
  }

  @Test
  void aTypeFollowsFromTheNameOrStandsBehindIt() {
    assertEquals(Argument.Type.KEY, first("X key").type());
    assertEquals(Argument.Type.DOUBLE, first("X timeout").type());
    assertEquals(Argument.Type.INTEGER, first("X timeout:integer").type());
    assertEquals("timeout", first("X timeout:integer").name());
    assertEquals(Argument.Type.UNIX_TIME, first("X AT when:unix-time").type());
    assertEquals("ip:port", first("X ip:port").name());
    assertEquals(Argument.Type.STRING, first("X ip:port").type());
  }

  @Test
  void aRowThatIsNoSyntaxIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Syntax.of("X a ]"));
    assertThrows(IllegalArgumentException.class, () -> Syntax.of("X ="));
  }

  private static Argument first(String row) {
    return Syntax.of(row).arguments().getFirst();
  }
}
