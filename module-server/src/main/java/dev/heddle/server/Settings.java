package dev.heddle.server;

import dev.heddle.persist.Log;
import dev.heddle.server.config.ChangeHook;
import dev.heddle.server.config.Config;
import dev.heddle.server.config.EncodingSettings;
import dev.heddle.server.config.MemorySettings;
import dev.heddle.server.config.MonitoringSettings;
import dev.heddle.server.config.SettingException;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.engine.Timing;
import dev.heddle.server.net.Listeners;
import dev.heddle.server.storage.Storage;
import dev.heddle.store.AccessPolicy;
import dev.heddle.store.EvictionPolicy;
import dev.heddle.store.StreamLimits;
import dev.heddle.store.Thresholds;
import java.io.IOException;
import java.util.stream.Stream;

/** Puts settings into effect, at the start and when they change. */
final class Settings {
  private final Config config;
  private final Engine engine;
  private final Storage storage;
  private final Listeners listeners;
  private final Log log;

  Settings(Config config, Engine engine, Storage storage, Listeners listeners, Log log) {
    this.config = config;
    this.engine = engine;
    this.storage = storage;
    this.listeners = listeners;
    this.log = log;
  }

  /** Applies the present values and watches for changes. */
  void connect() {
    ChangeHook applyMemory = this::applyMemory; // one object: it runs once for several settings
    MemorySettings memory = config.memory;
    Stream.of(
            memory.maxMemory,
            memory.maxMemoryPolicy,
            memory.maxMemorySamples,
            memory.lfuLogFactor,
            memory.lfuDecayTime)
        .forEach(setting -> setting.onChange(applyMemory));
    applyMemory();
    EncodingSettings encodings = config.encoding;
    ChangeHook applyThresholds = this::applyThresholds;
    Stream.of(
            encodings.listMaxListpackSize,
            encodings.listCompressDepth,
            encodings.hashMaxListpackEntries,
            encodings.hashMaxListpackValue,
            encodings.setMaxIntsetEntries,
            encodings.setMaxListpackEntries,
            encodings.setMaxListpackValue,
            encodings.zsetMaxListpackEntries,
            encodings.zsetMaxListpackValue,
            encodings.streamNodeMaxBytes,
            encodings.streamNodeMaxEntries)
        .forEach(setting -> setting.onChange(applyThresholds));
    applyThresholds();
    MonitoringSettings monitoring = config.monitoring;
    ChangeHook applyTiming = this::applyTiming;
    Stream.of(
            monitoring.latencyTracking,
            monitoring.latencyMonitorThreshold,
            monitoring.slowlogLogSlowerThan,
            monitoring.slowlogMaxLen)
        .forEach(setting -> setting.onChange(applyTiming));
    applyTiming();
    config.monitoring.notifyKeyspaceEvents.onChange(this::applyEvents);
    applyEvents();
    config.clients.trackingTableMaxKeys.onChange(this::applyTableSize);
    applyTableSize();
    config.security.requirePass.onChange(this::applyPassword);
    applyPassword();
    ChangeHook applySaves = storage::applySaves;
    config.persistence.save.onChange(applySaves);
    config.persistence.stopWritesOnBgsaveError.onChange(applySaves);
    ChangeHook applyAof = storage::applyAofSettings;
    config.persistence.appendFsync.onChange(applyAof);
    config.persistence.noAppendfsyncOnRewrite.onChange(applyAof);
    config.persistence.aofTimestampEnabled.onChange(applyAof);
    config.persistence.aofDisableAutoGc.onChange(applyAof);
    config.persistence.appendOnly.onChange(this::applyAppendOnly);
    config.network.port.onChange(() -> rebind("Unable to listen on this port. Check server logs."));
    config.network.bind.onChange(() -> rebind("Failed to bind to specified addresses."));
  }

  private void applyMemory() {
    MemorySettings memory = config.memory;
    EvictionPolicy policy = memory.maxMemoryPolicy.value();
    engine.locked(() -> {
      engine.memoryLimit(memory.maxMemory.value(), policy, memory.maxMemorySamples.intValue());
      engine
          .keyspace()
          .accessPolicy(
              new AccessPolicy(
                  policy.leastFrequent(),
                  memory.lfuLogFactor.intValue(),
                  memory.lfuDecayTime.intValue()));
    });
  }

  private void applyThresholds() {
    EncodingSettings encodings = config.encoding;
    var thresholds =
        new Thresholds(
            encodings.listMaxListpackSize.intValue(),
            encodings.listCompressDepth.intValue(),
            encodings.hashMaxListpackEntries.value(),
            encodings.hashMaxListpackValue.value(),
            encodings.setMaxIntsetEntries.value(),
            encodings.setMaxListpackEntries.value(),
            encodings.setMaxListpackValue.value(),
            encodings.zsetMaxListpackEntries.value(),
            encodings.zsetMaxListpackValue.value());
    var streams =
        new StreamLimits(
            encodings.streamNodeMaxBytes.value(), encodings.streamNodeMaxEntries.value());
    engine.locked(() -> {
      engine.keyspace().packing().thresholds(thresholds);
      engine.keyspace().packing().streamLimits(streams);
    });
  }

  private void applyTiming() {
    MonitoringSettings monitoring = config.monitoring;
    engine.locked(() -> {
      Timing timing = engine.timing();
      timing.histograms(monitoring.latencyTracking.value());
      timing.latency().threshold(monitoring.latencyMonitorThreshold.value());
      timing
          .slowLog()
          .limits(monitoring.slowlogLogSlowerThan.value(), monitoring.slowlogMaxLen.value());
    });
  }

  private void applyEvents() {
    String classes = config.monitoring.notifyKeyspaceEvents.value();
    engine.locked(() -> engine.messaging().events().classes(classes));
  }

  private void applyTableSize() {
    long most = config.clients.trackingTableMaxKeys.value();
    engine.locked(() -> engine.messaging().tracking().mostKeys(most));
  }

  private void applyPassword() {
    boolean required = !config.security.requirePass.value().isEmpty();
    engine.locked(() -> engine.passwordRequired(required));
  }

  private void applyAppendOnly() throws SettingException {
    try {
      storage.applyAppendOnly();
    } catch (IOException e) {
      log.warning(String.valueOf(e.getMessage()));
      throw new SettingException("Unable to turn on AOF. Check server logs.");
    }
  }

  private void rebind(String failure) throws SettingException {
    try {
      listeners.reopen(config.network);
    } catch (IOException e) {
      log.warning(String.valueOf(e.getMessage()));
      throw new SettingException(failure);
    }
  }
}
