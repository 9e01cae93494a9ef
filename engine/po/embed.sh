#!/bin/sh
# The catalogue as a C array: embed.sh MSGFMT ENDIAN VI.PO OUT.c. It fails on what msgfmt finds wrong, formats among it.
set -eu
"$1" --check --endianness="$2" --output-file="$4.mo" "$3"
{
  echo '// Made of vi.po.'
  echo '#include <glib.h>'
  echo 'extern const guint8 org_catalogue_vi[];'
  echo 'const guint8 org_catalogue_vi[] __attribute__((aligned(8))) = {'
  od -An -v -tu1 "$4.mo" | sed 's/  *\([0-9][0-9]*\)/\1,/g'
  echo '};'
} >"$4"
rm -f "$4.mo"
