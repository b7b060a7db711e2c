import { PageHeader } from "../ui/page-header.tsx";
import { Section } from "../ui/section.tsx";
import { ControlsSample } from "./controls-sample.tsx";
import { MessagesSample } from "./messages-sample.tsx";
import { OverlaysSample } from "./overlays-sample.tsx";
import { RecordsSample } from "./records-sample.tsx";

const parts = { Controls: ControlsSample, Messages: MessagesSample, Records: RecordsSample, Overlays: OverlaysSample };

/** Every part of the design system, in both themes side by side. Development only. */
export function UiPage() {
  return (
    <main className="grid min-h-dvh xl:grid-cols-2">
      <h1 className="sr-only">Parts</h1>
      <Panel theme="light" />
      <Panel theme="dark" />
    </main>
  );
}

function Panel({ theme }: { theme: "light" | "dark" }) {
  return (
    <div data-theme={theme} className="gate-line isolate grid min-w-0 content-start gap-10 bg-canvas p-6 text-ink">
      <PageHeader title={`Parts, ${theme}`} lead="What the console is made of." />
      {Object.entries(parts).map(([title, Sample]) => (
        <Section key={title} title={`${title}, ${theme}`}>
          <Sample />
        </Section>
      ))}
    </div>
  );
}
