/**
 * The command-line client: options, a connection, and replies printed as people and scripts expect
 * them. {@link dev.heddle.cli.Main} is the program, {@code Cli} what it does, {@code Shell} the
 * prompt, {@code Session} one command after the other.
 */
package dev.heddle.cli;
