import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { ConflictChoice } from "../ui/conflict-choice.tsx";
import { FormActions } from "../ui/form.tsx";
import { Menu, MenuAction, MenuChoice, MenuGroup } from "../ui/menu.tsx";
import { useToast } from "../ui/toasts.tsx";

const nothing = () => {};

/** What floats above the page, and what asks to choose. */
export function OverlaysSample() {
  const [asked, setAsked] = useState(false);
  const [size, setSize] = useState<"compact" | "roomy">("compact");
  const toast = useToast();
  return (
    <>
      <FormActions>
        <Menu side="below" renderTrigger={(props) => <Button {...props}>Menu</Button>}>
          <MenuGroup label="Actions">
            <MenuAction onClick={nothing}>Rename</MenuAction>
            <MenuAction onClick={nothing}>Revoke…</MenuAction>
          </MenuGroup>
          <MenuChoice
            label="Rows"
            value={size}
            onChange={setSize}
            options={[
              { value: "compact", label: "Compact" },
              { value: "roomy", label: "Roomy" },
            ]}
          />
        </Menu>
        <Button onClick={() => setAsked(true)}>Dialog</Button>
        <Button onClick={() => toast({ tone: "success", title: "Name saved" })}>Toast</Button>
        <Button
          onClick={() => toast({ tone: "danger", title: "Not saved", detail: "The server refused.", requestId: "req_01JD9Z35TK7QX" })}
        >
          Failed toast
        </Button>
      </FormActions>
      <ConfirmDialog
        open={asked}
        title="Revoke the key?"
        confirmLabel="Revoke key"
        onConfirm={() => setAsked(false)}
        onCancel={() => setAsked(false)}
      >
        <p>Requests with it are refused from now on.</p>
      </ConfirmDialog>
      <ConflictChoice what="name" theirs="Ada Byron" mine="Ada King" busy={false} onTheirs={nothing} onMine={nothing} />
    </>
  );
}
