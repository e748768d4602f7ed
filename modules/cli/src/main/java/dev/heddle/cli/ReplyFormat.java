package dev.heddle.cli;

import dev.heddle.resp.Reply;

/** A way to print a reply; text has one character a byte (ISO-8859-1). */
interface ReplyFormat {
  /** The reply, with the line end behind it. */
  String print(Reply reply);
}
