#!/bin/sh
# Prisma's command line wants this binary to exist before it does anything, and would download it.
# Generating the client never calls it; what does call it must fail loudly.
echo "schema-engine is not available here" >&2
exit 1
