import { useMutation, useQueryClient } from "@tanstack/react-query";
import { download, type Downloaded, saveFile } from "../../lib/api-download.ts";
import { formatNumber } from "../../lib/format.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { FormActions } from "../../ui/form.tsx";
import { Mono } from "../../ui/mono.tsx";
import { Notice } from "../../ui/notice.tsx";

const unsigned = '"signature":null}';

/** Brings the export and hands it to the browser as a file. */
export function DownloadData() {
  const queries = useQueryClient();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => {
      const file = await download("GET /me/export", {});
      saveFile(file);
      return { file, isSigned: !(await file.blob.slice(-unsigned.length - 1).text()).includes(unsigned) };
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["me"] }),
  });
  return (
    <div className="grid max-w-2xl gap-4">
      <div className="grid gap-2 text-ink-2">
        <p>
          One signed JSON file: your account and address, your devices, how you sign in, your activity, the notices and mails you got, and
          whom you invited. Passwords, codes and keys are left out.
        </p>
        <p>Keep it as safe as your mailbox. Each download is recorded in your activity, and told to you by mail.</p>
      </div>
      {data && <Saved {...data} />}
      <FailureNotice
        error={error instanceof SignedOut ? null : error}
        doing="Downloading your data"
        secondsLeft={0}
        kept="Nothing was changed"
        words={{ too_many_requests: "You have downloaded your data ten times within an hour. Try again later." }}
      />
      <FormActions>
        <Button variant="primary" busy={isPending} busyLabel="Preparing the file…" onClick={() => mutate()}>
          {data ? "Download it again" : "Download my data"}
        </Button>
      </FormActions>
    </div>
  );
}

function Saved({ file: { blob, name }, isSigned }: { file: Downloaded; isSigned: boolean }) {
  return (
    <Notice tone="success" title="Your data is downloaded">
      <p>
        <Mono>{name}</Mono>, {sizeOf(blob.size)}. Look among your downloads.
      </p>
      {!isSigned && <p>It carries no signature: this Gatehouse signs with a secret of its services, and publishes no key.</p>}
    </Notice>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${formatNumber(Math.max(1, Math.round(bytes / 1e3)))} kB` : `${formatNumber(Math.round(bytes / 1e5) / 10)} MB`;
}
