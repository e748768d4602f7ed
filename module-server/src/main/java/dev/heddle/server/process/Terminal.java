package dev.heddle.server.process;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/** What a process is given by the one who starts it. */
public record Terminal(
    InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {}
