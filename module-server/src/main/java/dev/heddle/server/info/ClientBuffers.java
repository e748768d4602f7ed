package dev.heddle.server.info;

import dev.heddle.server.command.Client;

/**
 * What the buffers of all connections hold.
 *
 * @param total bytes of all of them
 * @param largestInput bytes of the largest query buffer
 * @param largestOutput bytes of the largest reply buffer
 */
record ClientBuffers(long total, long largestInput, long largestOutput) {

  static ClientBuffers of(Moment moment) {
    long total = 0;
    long largestInput = 0;
    long largestOutput = 0;
    for (Client client : moment.engine().clients().all()) {
      Client.Link link = client.link();
      if (link != null) {
        total += link.queryCapacity() + link.replyCapacity();
        largestInput = Math.max(largestInput, link.queryCapacity());
        largestOutput = Math.max(largestOutput, link.replyCapacity());
      }
    }
    return new ClientBuffers(total, largestInput, largestOutput);
  }
}
