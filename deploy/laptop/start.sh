#!/bin/sh
# Starts Jahiziya from this folder with a Python that fits the wheels beside; needs no network.
# Words given here go to the command: --demo, --port 8600, or another command such as: backup FILE
case $0 in
  */*) here=${0%/*} ;;
  *) here=. ;;
esac
IFS= read -r known < "$here/pythons.txt"
for version in $known "3" ""; do
  python=python$version
  if command -v "$python" >/dev/null 2>&1 &&
    "$python" -B "$here/start.py" --fits >/dev/null 2>&1; then
    exec "$python" -B "$here/start.py" "$@"
  fi
done
while IFS= read -r line; do
  printf '%s\n' "$line" >&2
done < "$here/python-missing.txt"
exit 1
