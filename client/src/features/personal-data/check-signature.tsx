import { useState } from "react";
import { CopyText } from "../../ui/copy-text.tsx";
import { Mono } from "../../ui/mono.tsx";
import { TextLink } from "../../ui/text-link.tsx";

/** How anybody checks that a file is from here and was not changed, with tools that are everywhere. */
export function CheckSignature() {
  const [file] = useState(() => `gatehouse-data-${new Date().toISOString().slice(0, 10)}.json`);
  return (
    <div className="grid gap-3 text-ink-2">
      <p>
        Line two of the file is the content. Line three signs its SHA-256, with your user id and the time, as a JWS that any JOSE tool
        checks with our <TextLink href="/.well-known/jwks.json">published keys</TextLink>. Keep those with the file: a key leaves the list
        some time after it was replaced.
      </p>
      <p>The hash to find in the signed part:</p>
      <CopyText value={`sed -n 2p ${file} | tr -d '\\n' | sha256sum`} what="the command that hashes the content" block />
      <p>The signed part, to be read:</p>
      <CopyText
        value={`sed -n 3p ${file} | cut -d. -f2 | tr '_-' '/+' | base64 -d 2>/dev/null`}
        what="the command that shows what is signed"
        block
      />
      <p>
        A file without <Mono>signature</Mono> has broken off on its way.
      </p>
    </div>
  );
}
