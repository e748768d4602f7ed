package dev.heddle.cli;

import dev.heddle.resp.Reply;

/** What the commands so far have done to the connection, as the prompt shows it. */
final class Dialogue {
  private int database;
  private int databaseBefore; // the transaction
  private boolean transaction;

  Dialogue(int database) {
    this.database = database;
  }

  int database() {
    return database;
  }

  /** A new connection, on a database. */
  void restart(int onDatabase) {
    database = onDatabase;
    transaction = false;
  }

  /** The connection is lost, and with it a transaction. */
  void disconnected() {
    if (transaction) {
      restart(databaseBefore);
    }
  }

  /** The database and whether a transaction is open. */
  String prompt() {
    return (database == 0 ? "" : "[" + database + ']') + (transaction ? "(TX)" : "");
  }

  void answered(Command command, Reply reply) {
    String name = command.word(0);
    if (name.equals("EXEC") || name.equals("DISCARD")) {
      endTransaction(name.equals("DISCARD") || !(reply instanceof Reply.Array));
    } else if (!(reply instanceof Reply.Failure)) {
      switch (name) {
        case "SELECT" -> select(command);
        case "RESET" -> restart(/* onDatabase= */ 0);
        case "MULTI" -> {
          databaseBefore = database;
          transaction = true;
        }
        default -> {} // changes nothing that is shown
      }
    }
  }

  private void endTransaction(boolean undone) {
    if (transaction && undone) {
      database = databaseBefore;
    }
    transaction = false;
  }

  private void select(Command command) {
    if (command.size() == 2 && command.text(1).matches("[0-9]{1,9}")) {
      database = Integer.parseInt(command.text(1));
    }
  }
}
