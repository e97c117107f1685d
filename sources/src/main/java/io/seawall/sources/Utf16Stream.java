package io.seawall.sources;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Text in UTF-16, as `>` in Windows PowerShell 5 writes it, turned into UTF-8.
final class Utf16Stream extends InputStream {
  private final Reader reader;
  private final char[] chars = new char[8192];
  private int kept;
  private byte[] bytes = new byte[0];
  private int position;

  Utf16Stream(InputStream in, Charset charset) {
    this.reader = new InputStreamReader(in, charset);
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - position);
    System.arraycopy(bytes, position, to, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (position == bytes.length) {
      int count = reader.read(chars, kept, chars.length - kept);
      if (count < 0 && kept == 0) {
        return false;
      }
      int end = kept + Math.max(count, 0);
      // Half a surrogate pair waits for the other half.
      kept = count > 0 && Character.isHighSurrogate(chars[end - 1]) ? 1 : 0;
      bytes = new String(chars, 0, end - kept).getBytes(StandardCharsets.UTF_8);
      position = 0;
      if (kept == 1) {
        chars[0] = chars[end - 1];
      }
    }
    return true;
  }
}
