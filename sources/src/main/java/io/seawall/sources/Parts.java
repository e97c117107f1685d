package io.seawall.sources;

import io.seawall.model.Diagnostic;
import io.seawall.sources.Unreadable.Extent;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of one file, cut into parts that are parsed each alone: at each line that starts with
/// the marker `---`, and after each line that starts with the marker `...`. Comments, blank lines
/// and directives before a marker belong to the part of the marker.
///
/// Nothing else can be meant by such a line: inside a quoted or block scalar it ends the document
/// too (YAML 1.2.2, 9.1.2), and JSON has no line breaks inside strings.
///
/// Checks on the way that the bytes are text. Holds no more than one buffer.
final class Parts {
  private static final int BUFFER = 1 << 16;

  /// A character or a marker has at most so many bytes, with the byte after the marker.
  private static final int LOOK_AHEAD = 4;

  /// So many bytes of a part are at hand when it starts, if it has them.
  private static final int LEAST_AT_START = 4096;

  private final InputStream in;
  private final Complaints complaints;
  private final byte[] buffer = new byte[BUFFER];
  private int limit;
  private boolean atEnd;

  /// The bytes from [#position] to [#scanned] have been looked at and belong to the part.
  private int position;

  private int scanned;
  private int line = 1;
  private boolean lineStarts = true;
  private boolean afterReturn;

  private int firstLine;
  private boolean partEnds = true;
  private boolean endsWithLine;

  /// Whether the part has anything but blank lines, comments and directives so far, and whether the
  /// line at hand is a comment or directive.
  private boolean hasContent;

  private boolean inComment;

  private Parts(InputStream in, Complaints complaints) {
    this.in = in;
    this.complaints = complaints;
  }

  /// Starts to read. A byte order mark is taken off, UTF-16 with one becomes UTF-8.
  static Parts of(InputStream raw, Complaints complaints) throws IOException {
    PushbackInputStream in = new PushbackInputStream(raw, 3);
    byte[] start = in.readNBytes(3);
    if (start.length == 3
        && start[0] == (byte) 0xef
        && start[1] == (byte) 0xbb
        && start[2] == (byte) 0xbf) {
      return new Parts(in, complaints);
    }
    boolean little = start.length > 1 && start[0] == (byte) 0xff && start[1] == (byte) 0xfe;
    boolean big = start.length > 1 && start[0] == (byte) 0xfe && start[1] == (byte) 0xff;
    if (little || big) {
      in.unread(start, 2, start.length - 2);
      Charset charset = little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
      return new Parts(new Utf16Stream(in, charset), complaints);
    }
    in.unread(start);
    return new Parts(in, complaints);
  }

  /// Goes to the next part, past what is left of this one.
  boolean next() throws IOException {
    while (!partEnds) {
      position = scanned;
      advance();
    }
    position = scanned;
    if (!fill(LEAST_AT_START)) {
      return false;
    }
    partEnds = false;
    endsWithLine = false;
    hasContent = false;
    inComment = false;
    firstLine = line;
    advance();
    return true;
  }

  /// The line on which the part starts, from 1.
  int firstLine() {
    return firstLine;
  }

  /// The first bytes of the part, as many as are at hand; at least 4000 unless the part is shorter.
  byte[] start() {
    return Arrays.copyOfRange(buffer, position, scanned);
  }

  /// Whether [#start] is all there is.
  boolean isWhole() {
    return partEnds || (atEnd && scanned == limit);
  }

  /// Cuts off the first bytes of the part, which hold no lone carriage return.
  void skip(int bytes) {
    for (int i = 0; i < bytes; i++) {
      firstLine += buffer[position + i] == '\n' ? 1 : 0;
    }
    position += bytes;
  }

  /// The bytes of the part.
  InputStream stream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        while (position == scanned) {
          if (partEnds) {
            return -1;
          }
          advance();
        }
        int count = Math.min(length, scanned - position);
        System.arraycopy(buffer, position, to, offset, count);
        position += count;
        return count;
      }
    };
  }

  private void advance() throws IOException {
    if (fill(LOOK_AHEAD)) {
      scan();
    } else {
      partEnds = true;
    }
  }

  /// Reads on until the buffer is full or the input ends, if there are not so many bytes.
  ///
  /// @return whether there is any byte
  private boolean fill(int least) throws IOException {
    if (!atEnd && limit - position < least) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      scanned -= position;
      position = 0;
      limit += in.readNBytes(buffer, limit, BUFFER - limit);
      atEnd = limit < BUFFER;
    }
    return position < limit;
  }

  /// Looks at what is in the buffer, as far as markers and characters are whole.
  private void scan() throws Unreadable {
    int i = scanned;
    while (i < limit && !partEnds) {
      if (limit - i < LOOK_AHEAD && !atEnd) {
        break;
      }
      if (lineStarts) {
        if (afterReturn && buffer[i] == '\n') {
          afterReturn = false;
          i++;
        } else {
          startLine(i);
        }
      } else {
        i = scanLine(i);
      }
    }
    scanned = i;
  }

  private void startLine(int at) {
    afterReturn = false;
    if (endsWithLine) {
      partEnds = true;
    } else if (isMarker(at, '-')) {
      partEnds = hasContent;
      hasContent = true;
      lineStarts = partEnds;
    } else {
      endsWithLine = isMarker(at, '.');
      inComment = buffer[at] == '%';
      lineStarts = false;
    }
  }

  private boolean isMarker(int at, char sign) {
    return at + 2 < limit
        && buffer[at] == sign
        && buffer[at + 1] == sign
        && buffer[at + 2] == sign
        && (at + 3 == limit || isBlank(buffer[at + 3]));
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  /// Goes on to the start of the next line, or as far as the buffer allows.
  private int scanLine(int from) throws Unreadable {
    int i = from;
    while (i < limit) {
      byte b = buffer[i];
      if (b > '\r') {
        i++;
        if (!hasContent && b != ' ') {
          inComment |= b == '#';
          hasContent = !inComment;
        }
      } else if (b < 0) {
        if (limit - i < LOOK_AHEAD && !atEnd) {
          return i;
        }
        int length = Utf8.length(buffer, i, limit);
        if (length < 0) {
          throw notText("bytes that are no UTF-8 text");
        }
        hasContent |= !inComment;
        i += length;
      } else if (b == '\n' || b == '\r') {
        line++;
        lineStarts = true;
        afterReturn = b == '\r';
        return i + 1;
      } else if (b == 0) {
        throw notText("a zero byte");
      } else {
        i++;
      }
    }
    return i;
  }

  private Unreadable notText(String found) {
    return new Unreadable(
        Extent.FILE,
        Diagnostic.error(
            "NOT_TEXT",
            complaints.at(line),
            found,
            "YAML or JSON as UTF-8 text",
            "the rest of the file was not read; give the file in its text form, unpacked"));
  }
}
