#!/usr/bin/env bash
# Makes an authority and a member's certificate for trying out mutual TLS. For real use take your own authority.
#
#   scripts/certificates.sh FOLDER     authority.pem, authority.key, member.pem, member.key; valid for 30 days
set -eu
[ $# = 1 ] || { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2; }
command -v openssl >/dev/null || { echo "certificates.sh: openssl is missing; install it" >&2; exit 1; }
mkdir -p "$1" && cd "$1" && umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=GaLNet test authority" \
  -keyout authority.key -out authority.pem 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=galnet" \
  -keyout member.key -out member.csr 2>/dev/null
printf 'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=DNS:galnet\n' > member.ext
openssl x509 -req -in member.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 30 -extfile member.ext \
  -out member.pem 2>/dev/null
rm -f member.csr member.ext authority.srl
echo "certificates in $PWD: silos and clients take Tls:Certificate member.pem, Tls:Key member.key, Tls:Authority authority.pem"
