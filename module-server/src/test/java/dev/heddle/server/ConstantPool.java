package dev.heddle.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The methods that a class refers to, read from its class file's constant pool (chapter 4.4 of the
 * JVM's specification).
 */
final class ConstantPool {
  private final String[] texts;
  private final int[][] pairs; // two indexes of entries, where an entry has them
  private final int[] tags;

  private ConstantPool(DataInputStream in) throws IOException {
    in.skipNBytes(8); // magic and version
    int count = in.readUnsignedShort();
    texts = new String[count];
    pairs = new int[count][];
    tags = new int[count];
    for (int i = 1; i < count; i++) {
      tags[i] = in.readUnsignedByte();
      switch (tags[i]) {
        case 1 -> texts[i] = in.readUTF();
        case 3, 4 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // they take two places
        }
        case 7, 8, 16, 19, 20 -> pairs[i] = new int[] {in.readUnsignedShort(), 0};
        case 9, 10, 11, 12, 17, 18 ->
            pairs[i] = new int[] {in.readUnsignedShort(), in.readUnsignedShort()};
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("an unknown entry of a constant pool: " + tags[i]);
      }
    }
  }

  /** The methods that a class refers to, as {@code name(argument types)result type}. */
  static Set<String> methodsReferredToBy(Class<?> type) throws IOException {
    String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file))) {
      return new ConstantPool(new DataInputStream(in)).methods();
    }
  }

  private Set<String> methods() {
    var methods = new HashSet<String>();
    for (int i = 1; i < tags.length; i++) {
      if (tags[i] == 10 || tags[i] == 11) {
        int[] nameAndType = pairs[pairs[i][1]];
        methods.add(texts[nameAndType[0]] + texts[nameAndType[1]]);
      }
    }
    return methods;
  }
}
