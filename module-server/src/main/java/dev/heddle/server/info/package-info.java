/**
 * INFO: what the server tells of itself, one class a section or a few that belong together. Nothing
 * is counted here, only shown. Start reading at {@link dev.heddle.server.info.InfoCommand}.
 */
package dev.heddle.server.info;
