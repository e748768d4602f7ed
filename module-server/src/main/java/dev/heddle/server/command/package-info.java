/**
 * What a command is: its row in the table, its syntax, and what its handler may see and do. No
 * command itself is here (see {@code dev.heddle.server.family}). Start reading at {@link
 * dev.heddle.server.command.CommandTable} and {@link dev.heddle.server.command.Call}.
 */
package dev.heddle.server.command;
