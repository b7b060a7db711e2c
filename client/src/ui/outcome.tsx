import { Icon, type IconName } from "./icon.tsx";

const looks: Record<"success" | "denied" | "failure", { word: string; shape: IconName; look: string }> = {
  success: { word: "Succeeded", shape: "check", look: "text-ink-3" },
  denied: { word: "Denied", shape: "forbidden", look: "font-semibold text-danger" },
  failure: { word: "Failed", shape: "close", look: "font-semibold text-danger" },
};

/** How an action ended: a word and a shape, which colour and weight only underline; what did not succeed stands out. */
export function Outcome({ value }: { value: keyof typeof looks }) {
  const { word, shape, look } = looks[value];
  return (
    <span className={`inline-flex items-baseline gap-1.5 whitespace-nowrap ${look}`}>
      <Icon name={shape} className="size-3.5 self-center" />
      {word}
    </span>
  );
}
