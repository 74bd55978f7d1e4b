#!/bin/sh
# Compiles everything and runs all tests.
set -e
javac -d .build ./*.java
java org.junit.platform.console.ConsoleLauncher execute --class-path .build --scan-class-path --disable-banner
