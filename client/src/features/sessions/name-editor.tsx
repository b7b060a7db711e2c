import { useEffect, useRef, useState } from "react";
import type { MySession } from "../../api/types.ts";
import { useOnline } from "../../lib/use-online.ts";
import type { FieldErrors } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { deviceOf, nameOf } from "./describe-session.ts";

interface NameEditorProps {
  session: MySession;
  text: string;
  errors: FieldErrors;
  onType: (text: string) => void;
  onSave: () => void;
  onCancel: () => void;
}

/** Takes a device's name in the place where it stands. Takes the focus unless it is somewhere else by now. */
export function NameEditor({ session, text, errors, onType, onSave, onCancel }: NameEditorProps) {
  const field = useRef<HTMLInputElement>(null);
  const { online } = useOnline();
  const [typed] = useState(text !== (session.name ?? ""));
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    field.current?.focus();
    // What was typed and could not be saved is there to be mended, not to be typed over.
    if (!typed) field.current?.select();
  }, [typed]);
  return (
    <Form
      errors={errors}
      aria-label={`Rename ${nameOf(session)}`}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
    >
      <TextField
        ref={field}
        label="Name of this device"
        name="name"
        autoComplete="off"
        maxLength={100}
        placeholder={deviceOf(session)}
        hint={
          online ? `Only you see it. Empty, it is called ${deviceOf(session)}.` : "Saving needs the network. What you typed stays here."
        }
        value={text}
        error={errors.name}
        onChange={(event) => onType(event.target.value)}
      />
      <FormActions>
        <Button type="submit" variant="primary" disabled={!online}>
          Save name
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </FormActions>
    </Form>
  );
}
