#!/bin/sh
# Starts @MAIN@ on the Java of the image that this file is in.
# The JVM's options, with their reasons, are in lib/@NAME@.jvmopts;
# HEDDLE_OPTS adds more, and they win, another collector included.

self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=$(dirname "$self")/$link ;;
  esac
done
case $self in
  */bin/*) home=${self%/bin/*} ;;
  */*) home=${self%/*}/.. ;;
  *) home=.. ;;
esac

set -f
options=$HEDDLE_OPTS
case $options in
  *-XX:+Use*GC*) options="-XX:-UseG1GC -XX:-UseSerialGC -XX:-UseParallelGC $options" ;;
esac
if [ -r "$home/lib/@NAME@.sh" ]; then
  . "$home/lib/@NAME@.sh"
fi
if [ -r "$home/lib/@NAME@.aot" ]; then
  exec "$home/bin/java" "@$home/lib/@NAME@.jvmopts" "-XX:AOTCache=$home/lib/@NAME@.aot" $options -m @MAIN@ "$@"
fi
exec "$home/bin/java" "@$home/lib/@NAME@.jvmopts" $options -m @MAIN@ "$@"
