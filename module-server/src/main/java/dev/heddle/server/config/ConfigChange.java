package dev.heddle.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One name and value of a {@code CONFIG SET}, under the name the client used. */
record ConfigChange(String name, Setting<?> setting, String value) {

  void requireAllowed(ValueSetting<Permission> protectedConfigs, boolean local) {
    if (setting.has(Trait.IMMUTABLE)) {
      throw failed(name, "can't set immutable config");
    }
    boolean allowed =
        switch (protectedConfigs.value()) {
          case YES -> true;
          case LOCAL -> local;
          case NO -> false;
        };
    if (setting.has(Trait.PROTECTED) && !allowed) {
      throw failed(name, "can't set protected config");
    }
  }

  static ConfigException failed(String name, String reason) {
    return new ConfigException(
        "ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + reason);
  }

  /** Makes all changes, then runs the hooks of what changed; puts everything back on failure. */
  static void makeAll(List<ConfigChange> wanted) {
    var made = new ArrayList<Setting.Change<?>>();
    Map<ChangeHook, String> hooks = new LinkedHashMap<>();
    try {
      for (ConfigChange change : wanted) {
        Setting.Change<?> prepared = change.prepare();
        if (!prepared.isNone()) {
          prepared.make();
          made.add(prepared);
          change.setting.hooks().forEach(hook -> hooks.putIfAbsent(hook, change.name));
        }
      }
    } catch (ConfigException e) {
      undo(made);
      throw e;
    }
    apply(made, hooks);
  }

  private Setting.Change<?> prepare() {
    try {
      return setting.prepare(name, List.of(value));
    } catch (SettingException e) {
      throw failed(name, e.reason());
    }
  }

  private static void apply(List<Setting.Change<?>> made, Map<ChangeHook, String> hooks) {
    var ran = new ArrayList<ChangeHook>();
    for (Map.Entry<ChangeHook, String> hook : hooks.entrySet()) {
      try {
        ran.add(hook.getKey());
        hook.getKey().changed();
      } catch (SettingException e) {
        undo(made);
        ConfigException refusal = failed(hook.getValue(), e.reason());
        restore(ran, refusal);
        throw refusal;
      }
    }
  }

  private static void undo(List<Setting.Change<?>> made) {
    for (int i = made.size() - 1; i >= 0; i--) {
      made.get(i).undo();
    }
  }

  /** Puts the old values back into effect; the hook that refused may have done half of its work. */
  private static void restore(List<ChangeHook> ran, ConfigException refusal) {
    for (ChangeHook hook : ran) {
      try {
        hook.changed();
      } catch (SettingException e) {
        refusal.addSuppressed(e);
      }
    }
  }
}
