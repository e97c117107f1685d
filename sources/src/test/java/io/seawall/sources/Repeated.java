package io.seawall.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;

/// A long text that is never held: a start, and then the same over and over.
@SuppressWarnings("InputStreamSlowMultibyteRead") // made byte by byte; nobody reads much of it
final class Repeated extends InputStream {
  private final byte[] start;
  private final byte[] again;
  private final long size;
  private long position;

  Repeated(String start, String again, long size) {
    this.start = start.getBytes(UTF_8);
    this.again = again.getBytes(UTF_8);
    this.size = size;
  }

  @Override
  public int read() {
    if (position >= size) {
      return -1;
    }
    long at = position++;
    return at < start.length ? start[(int) at] : again[(int) ((at - start.length) % again.length)];
  }
}
