package dev.heddle.persist;

import java.nio.charset.StandardCharsets;

/**
 * Redis's snapshot file.
 *
 * <pre>
 * File     --> "REDIS" digit{4} Field* Database* EOF Checksum
 * Field    --> AUX String String               about the file: redis-ver, ctime, aof-base ...
 *            | FUNCTION String                 source of a library of functions
 *            | MODULE_AUX ModuleData
 * Database --> SELECT_DB Length [RESIZE_DB Length Length] Entry*
 * Entry    --> [EXPIRE_MS Int64LE | EXPIRE_S Int32LE] [IDLE Length | FREQUENCY byte]
 *              Type String Value               Type: a byte below 0xf0, see RdbType
 * Checksum --> Int64LE                         Crc64 of all before, 0: none; from version 5 on
 * String   --> see RdbInput
 *
 * 52 45 44 49 53 30 30 31 30                   REDIS0010
 * fe 00 fb 01 00                               database 0: one key, none expires
 * 00 01 61 01 62                               string, "a", "b"
 * ff 95 63 5a 23 25 98 48 65                   end and checksum
 * </pre>
 */
final class RdbFormat {
  static final byte[] MAGIC = "REDIS".getBytes(StandardCharsets.US_ASCII);

  /** The highest version that is read. */
  static final int MAX_VERSION = 11;

  /** The version that is written: the highest one that Redis 7.0 reads. */
  static final int WRITTEN_VERSION = 10;

  static final int CHECKSUM_SINCE = 5;

  static final int FUNCTION = 245;
  static final int FUNCTION_PREVIEW = 246;
  static final int MODULE_AUX = 247;
  static final int IDLE = 248;
  static final int FREQUENCY = 249;
  static final int AUX = 250;
  static final int RESIZE_DB = 251;
  static final int EXPIRE_MS = 252;
  static final int EXPIRE_S = 253;
  static final int SELECT_DB = 254;
  static final int EOF = 255;

  // Special encodings of strings.
  static final int INT8 = 0;
  static final int INT16 = 1;
  static final int INT32 = 2;
  static final int LZF = 3;

  private RdbFormat() {}
}
