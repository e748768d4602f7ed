package dev.heddle.cli;

import org.jspecify.annotations.Nullable;

/** What {@code --help} and {@code --version} say. */
final class Usage {
  private Usage() {}

  static final String OPTIONS =
      """

      Usage: heddle-cli [OPTIONS] [cmd [arg [arg ...]]]
        -h <hostname>      Server hostname (default: 127.0.0.1).
        -p <port>          Server port (default: 6379).
        -s <socket>        Server UNIX socket (instead of hostname and port).
        -a <password>      Password to use when connecting to the server.
                           The environment variable REDISCLI_AUTH passes it more safely;
                           this option takes precedence.
        --pass <password>  The same as -a.
        --user <username>  Sends 'AUTH username password'. Needs a password.
        --no-auth-warning  No warning about a password on the command line.
        -n <db>            Database number.
        -2                 Start the session in RESP2.
        -3                 Start the session in RESP3.
        -r <repeat>        Execute the command N times; below zero: for ever.
        -i <interval>      Wait so many seconds (0.1 is possible) between the times of -r.
        -x                 Read the last argument from standard input.
        -e                 Exit code 1 when the command is answered with an error.
        --raw              Print replies without formatting (default when the output
                           is not a terminal).
        --no-raw           Print replies with formatting even when it is not.
        --show-pushes <yn> Whether to print RESP3 push messages (default: yes when the
                           output is a terminal).
        --help             This text.
        --version          The version.

      Without a command, commands are read from standard input, one a line.
      """;

  static final String SHELL =
      """
      help <command>       what the server says about a command
      connect <host> <port>  another server
      <number> <command>   the command so many times
      clear                an empty screen
      quit                 the end
      """;

  static String version() {
    return "heddle-cli " + number();
  }

  private static String number() {
    Module module = Usage.class.getModule();
    @Nullable String version =
        module.isNamed()
            ? module.getDescriptor().rawVersion().orElse(null)
            : Usage.class.getPackage().getImplementationVersion();
    return version == null ? "(unversioned)" : version;
  }
}
