/** The server's files: what is loaded at the start, the journal, snapshots in the background. */
@NullMarked
package dev.heddle.server.storage;

import org.jspecify.annotations.NullMarked;
