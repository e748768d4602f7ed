package dev.heddle.server.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory that exists; a relative one starts at the one before. */
final class Directory implements Syntax<Path> {
  @Override
  public Path parse(List<String> words, Path previous) throws SettingException {
    String name = words.get(0);
    if (name.isEmpty() || !Texts.isPath(name)) {
      throw new SettingException("No such file or directory");
    }
    try {
      Path path = Texts.toPath(previous, name).toRealPath();
      if (!Files.isDirectory(path)) {
        throw new SettingException("Not a directory");
      }
      if (!Files.isExecutable(path)) {
        throw new SettingException("Permission denied");
      }
      return path;
    } catch (AccessDeniedException e) {
      throw new SettingException("Permission denied");
    } catch (IOException e) {
      throw new SettingException("No such file or directory");
    }
  }

  @Override
  public String format(Path value) {
    return Texts.fromPath(value);
  }

  @Override
  public List<String> lines(Path value) {
    return List.of(ConfigLine.quoteIfNeeded(format(value)));
  }
}
