# Small edits that the scripts for new services and use cases make to files that exist.
# shellcheck shell=bash

must_be_a_word() {
  [[ "$1" =~ ^[A-Z][A-Za-z0-9]+$ ]] || die "'$1' is not a name in PascalCase, such as Reviews or HoldCourt."
}

snake() { printf %s "$1" | sed 's/\([a-z0-9]\)\([A-Z]\)/\1_\2/g' | tr '[:upper:]' '[:lower:]'; }

# As a sentence for comments and tests: HoldCourt is "Hold court".
sentence() { local words; words="$(snake "$1" | tr _ ' ')"; echo "${words^}"; }

# Only the first line that matches: the lists of the house have one end each.
add_line_before() { # FILE PATTERN LINE
  grep -q "^$2" "$1" || die "$1 has no line '$2': add '$3' by hand."
  sed -i "0,/^$2/s//$3\n&/" "$1"
}

# Directives stay sorted, System first: the build refuses anything else.
add_using() { # FILE NAMESPACE
  local file="$1" using="using $2;"
  grep -qxF "$using" "$file" && return
  {
    { grep '^using ' "$file"; echo "$using"; } | sed 's/;$//' | LC_ALL=C sort | sed 's/$/;/'
    grep -v '^using ' "$file"
  } >"$file.new"
  mv "$file.new" "$file"
}

kebab() { snake "$1" | tr _ -; }

# The last line of the door's Map: routes are listed in the order they were added.
add_to_map() { # FILE LINE
  awk -v line="        $2" '
    /^    public void Map\(Doors doors\)$/ { inside = 1 }
    inside && /^    }$/ { print line; inside = 0; done = 1 }
    { print }
    END { exit done ? 0 : 1 }' "$1" >"$1.new" || { rm -f "$1.new"; die "$1 has no Map with braces: add '$2' by hand."; }
  mv "$1.new" "$1"
}
