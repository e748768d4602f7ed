/**
 * The commands, one class a family: its rows, then its handlers. A handler reads as the command's
 * documentation: parse, find, change, answer. Start reading at {@link
 * dev.heddle.server.family.StringCommands}.
 */
package dev.heddle.server.family;
