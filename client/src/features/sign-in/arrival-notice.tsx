import { useEffect, useState } from "react";
import { type Arrival, keep, kept } from "../../lib/door/kept.ts";
import { Notice, type Tone } from "../../ui/notice.tsx";

const words: Record<Arrival, { title: string; text: string; tone?: Tone }> = {
  confirmed: { title: "Your address is confirmed", text: "Sign in to go on." },
  recovered: { title: "Your new password is saved", text: "Every device has been signed out. Sign in with the new password." },
  unblocked: { title: "This browser may sign in at once", text: "Sign in with your password." },
  unfinished: { tone: "info", title: "The second step was left", text: "Nothing of a sign-in is kept when its page is left. Start over." },
};

/** Says once what the page before has done; then only the password is left to type. */
export function ArrivalNotice() {
  const [arrival] = useState(() => kept("arrival"));
  useEffect(() => {
    if (arrival === null) return;
    keep("arrival", null);
    document.querySelector<HTMLInputElement>("[name=password]")?.focus();
  }, [arrival]);
  if (arrival === null) return null;
  return (
    <div className="mb-6">
      <Notice tone={words[arrival].tone ?? "success"} title={words[arrival].title}>
        {words[arrival].text}
      </Notice>
    </div>
  );
}
