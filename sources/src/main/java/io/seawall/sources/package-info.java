/// Where input comes from: folders, files and standard input, read as a stream of documents.
///
/// One input goes through three stages. [Parts] cuts the bytes at document markers, so that a
/// malformed document never hides the next. [Tokens] gives the values of a part in order, from JSON
/// or from YAML. [Documents] cuts those values into documents, item by item where they form a list.
@NullMarked
package io.seawall.sources;

import org.jspecify.annotations.NullMarked;
