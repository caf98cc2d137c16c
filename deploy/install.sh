#!/bin/sh
# install.sh TARGET WHEELHOUSE DATA: the product with its login into TARGET, from local wheels alone.
# Asks no network, changes nothing but TARGET and DATA; run it again to bring TARGET to newer wheels.
set -eu
if [ "$#" -ne 3 ]; then
  echo "install.sh TARGET WHEELHOUSE DATA" >&2
  exit 2
fi
target=$1 wheels=$2 data=$3
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Python 3.11 or newer is needed: PYTHON=python3.12 sh install.sh …" >&2
  exit 1
}
"$python" -m venv "$target"
PIP_CONFIG_FILE=/dev/null "$target/bin/python" -m pip install --isolated --no-index --quiet \
  --disable-pip-version-check --upgrade --find-links "$wheels" "jahiziya[server]"
# The folder the browser fetches from is built now: whoever runs the product may not write there.
"$target/bin/python" -c 'from dashboard.figures.static_files import prepare_static; prepare_static()'
# Compiled now, for the same reason; a library may carry a file of an older Python, which nobody imports.
"$target/bin/python" -m compileall -qq "$target/lib" || :
mkdir -p "$data"
chmod 700 "$data"
if [ -n "${OWNER:-}" ]; then
  chown "$OWNER" "$data"
fi
"$target/bin/jahiziya" match Azrou >/dev/null
echo "$target: $("$target/bin/python" -c 'import importlib.metadata as m; print(m.version("jahiziya"))')"
