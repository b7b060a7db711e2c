import { Icon, type IconName } from "./icon.tsx";

const looks: Record<"success" | "denied" | "failure", { word: string; shape: IconName; colour: string }> = {
  success: { word: "Succeeded", shape: "check", colour: "text-accent" },
  denied: { word: "Denied", shape: "forbidden", colour: "text-danger" },
  failure: { word: "Failed", shape: "close", colour: "text-danger" },
};

/** How an action ended: a word and a shape, the colour only underlines it. */
export function Outcome({ value }: { value: keyof typeof looks }) {
  const { word, shape, colour } = looks[value];
  return (
    <span className={`inline-flex items-baseline gap-1.5 font-semibold whitespace-nowrap ${colour}`}>
      <Icon name={shape} className="size-3.5 self-center" />
      {word}
    </span>
  );
}
