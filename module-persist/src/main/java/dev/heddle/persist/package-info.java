/**
 * What reaches the disk: the journal of effects ({@link dev.heddle.persist.AofJournal}), the
 * append-only directory it writes to ({@link dev.heddle.persist.AofDirectory}) and RDB files
 * ({@link dev.heddle.persist.RdbFile}, {@link dev.heddle.persist.RdbReader}, {@link
 * dev.heddle.persist.RdbWriter}); and values on their way between servers ({@link
 * dev.heddle.persist.DumpPayload}).
 *
 * <p>Every file operation goes through {@link dev.heddle.persist.Disk}, so that tests inject its
 * failures. A bad file ends in a {@link dev.heddle.persist.CorruptFileException} that names file
 * and offset; commands are never executed here, they are handed to a {@link
 * dev.heddle.persist.LoadSink}. Start reading at {@link dev.heddle.persist.Journal}.
 */
package dev.heddle.persist;
