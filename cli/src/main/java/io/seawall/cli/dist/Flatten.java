package io.seawall.cli.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Copies jars and replaces, in the classes of the copies, calls that the JVM links by generating
/// code at run time by plain code that does the same.
///
/// Switches over types and the `equals` and `hashCode` of records are such calls
/// (`java.lang.runtime.SwitchBootstraps` and `ObjectMethods`). The AOT cache of JDK 25 keeps linked
/// lambdas and string concatenations, but not these (JEP 483), and linking the fifty or so that a
/// question needs took a third of its time.
public final class Flatten {
  private Flatten() {}

  /// @param words the folder for the copies, then the jars
  public static void main(String[] words) throws IOException {
    Path folder = Path.of(words[0]);
    Files.createDirectories(folder);
    for (String jar : List.of(words).subList(1, words.length)) {
      Path source = Path.of(jar);
      copy(source, folder.resolve(String.valueOf(source.getFileName())));
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    try (JarFile in = new JarFile(source.toFile());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(target))) {
      for (Iterator<JarEntry> entries = in.stream().iterator(); entries.hasNext(); ) {
        JarEntry entry = entries.next();
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        try (InputStream bytes = in.getInputStream(entry)) {
          byte[] all = bytes.readAllBytes();
          out.write(entry.getName().endsWith(".class") ? FlatClass.of(all) : all);
        }
        out.closeEntry();
      }
    }
  }
}
