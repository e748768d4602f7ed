package dev.heddle.server.info;

/** INFO clients: who is connected, and what that takes. */
final class ClientsInfo {
  private ClientsInfo() {}

  static void write(Moment moment, InfoText text) {
    ClientBuffers buffers = ClientBuffers.of(moment);
    text.field("connected_clients", moment.engine().clients().size())
        .field("cluster_connections", 0)
        .field("maxclients", moment.config().clients.maxClients.value())
        .field("client_recent_max_input_buffer", buffers.largestInput())
        .field("client_recent_max_output_buffer", buffers.largestOutput())
        .field(
            "blocked_clients", moment.engine().pause().waiting() + moment.engine().blocked().size())
        .field("tracking_clients", moment.engine().messaging().tracking().clients())
        .field("clients_in_timeout_table", moment.engine().blocked().withTimeout())
        .field("total_blocking_keys", moment.engine().blocked().keys())
        .field("total_blocking_keys_on_nokey", 0);
  }
}
