package dev.heddle.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigSetTest {
  private final Config config = new Config();

  private void set(String... namesAndValues) {
    config.set(List.of(namesAndValues), /* local= */ true);
  }

  private String refusal(String... namesAndValues) {
    return assertThrows(ConfigException.class, () -> set(namesAndValues)).getMessage();
  }

  private static String failed(String name, String reason) {
    return "ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + reason;
  }

  @Test
  void severalSettingsChangeTogether() {
    set("timeout", "5", "MAXMEMORY", "1gb", "save", "900 1 300 10");
    assertEquals(5, config.clients.timeout.value());
    assertEquals(1L << 30, config.memory.maxMemory.value());
    assertEquals("900 1 300 10", config.persistence.save.format());
  }

  @Test
  void aWrongValueLeavesTheOthersAsTheyWere() {
    assertEquals(
        failed("port", "argument couldn't be parsed into an integer"),
        refusal("timeout", "5", "port", "abc"));
    assertEquals(0, config.clients.timeout.value());
  }

  @Test
  void unknownNamesAndDuplicatesAreRefused() {
    assertEquals(
        "ERR Unknown option or number of arguments for CONFIG SET - 'foo'",
        refusal("timeout", "5", "foo", "1"));
    assertEquals(failed("timeout", "duplicate parameter"), refusal("timeout", "1", "timeout", "2"));
    assertEquals(0, config.clients.timeout.value());
  }

  @Test
  void oldAndNewNameAreTheSameSetting() {
    set("list-max-ziplist-size", "5");
    assertEquals(5, config.encoding.listMaxListpackSize.value());
    assertEquals(
        List.of(
            new Config.Entry("list-max-listpack-size", "5"),
            new Config.Entry("list-max-ziplist-size", "5")),
        config.get(name -> name.startsWith("list-max")));
  }

  @Test
  void immutableAndProtectedSettingsStay() {
    assertEquals(failed("daemonize", "can't set immutable config"), refusal("daemonize", "yes"));
    assertEquals(failed("dbfilename", "can't set protected config"), refusal("dbfilename", "x"));
    config.with("enable-protected-configs", "local");
    set("dbfilename", "x");
    assertEquals("x", config.persistence.dbFilename.value());
    assertThrows(
        ConfigException.class, () -> config.set(List.of("dbfilename", "y"), /* local= */ false));
  }

  @Test
  void aHookThatRefusesPutsEverythingBack() {
    var seen = new ArrayList<String>();
    config.clients.timeout.onChange(() -> seen.add("timeout " + config.clients.timeout.value()));
    config.network.port.onChange(() -> {
      seen.add("port " + config.network.port.value());
      if (config.network.port.value() == 7) {
        throw new SettingException("Unable to listen on this port. Check server logs.");
      }
    });
    assertEquals(
        failed("port", "Unable to listen on this port. Check server logs."),
        refusal("timeout", "5", "hz", "20", "port", "7"));
    assertEquals(0, config.clients.timeout.value());
    assertEquals(10, config.process.hz.value());
    assertEquals(6379, config.network.port.value());
    assertEquals(List.of("timeout 5", "port 7", "timeout 0", "port 6379"), seen);
  }

  @Test
  void hooksRunOnceAndOnlyWhenSomethingChanges() {
    var ran = new ArrayList<String>();
    ChangeHook hook = () -> ran.add("listen");
    config.network.port.onChange(hook);
    config.network.bind.onChange(hook);
    set("port", "6379");
    assertEquals(List.of(), ran);
    set("port", "1", "bind", "127.0.0.1 ::1");
    assertEquals(List.of("listen"), ran);
  }

  @Test
  void whatDoesNotExistIsRefusedByItsNameAsGiven() {
    assertEquals(
        failed("slave-priority", "'slave-priority' is not supported by this version"),
        refusal("slave-priority", "5"));
    set("slave-priority", "100");
  }
}
