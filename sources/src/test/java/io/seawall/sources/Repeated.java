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
    this.again = again.repeat(10_000).getBytes(UTF_8);
    this.size = size;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    if (position >= size) {
      return -1;
    }
    boolean starts = position < start.length;
    byte[] from = starts ? start : again;
    int at = (int) (starts ? position : (position - start.length) % again.length);
    int count = Math.min(length, from.length - at);
    System.arraycopy(from, at, to, offset, count);
    position += count;
    return count;
  }
}
