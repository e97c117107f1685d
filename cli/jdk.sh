# Finds a JDK 25. Sourced by the scripts; sets `jdk`, or says what is missing and fails.

is_jdk_25() {
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] &&
    grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

find_jdk() {
  local on_path candidate
  on_path=$(command -v java || true)
  [[ -z $on_path ]] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*25* "$on_path" \
    "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if [[ -n $candidate ]] && is_jdk_25 "$candidate"; then
      jdk=$candidate
      return 0
    fi
  done
  echo "seawall: error: no JDK 25 [NO_JDK]" >&2
  echo "  found none in JAVA_HOME, /usr/lib/jvm, on PATH, in ~/.sdkman or ~/.jdks" >&2
  echo "  help: install a JDK 25, such as Eclipse Temurin, and set JAVA_HOME to its folder" >&2
  return 1
}

find_maven() {
  command -v mvn >/dev/null && return 0
  echo "seawall: error: no mvn on PATH [NO_MAVEN]" >&2
  echo "  help: install Apache Maven 3.9 or later; it is needed to build, not to run" >&2
  return 1
}
