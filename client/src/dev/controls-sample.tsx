import { Button } from "../ui/button.tsx";
import { CopyText } from "../ui/copy-text.tsx";
import { Form, FormActions } from "../ui/form.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { NewPasswordField } from "../ui/new-password-field.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { Ticket } from "../ui/ticket.tsx";
import { TextLink } from "../ui/text-link.tsx";

/** What is pressed and typed into. */
export function ControlsSample() {
  return (
    <>
      {(["small", "medium", "large"] as const).map((size) => (
        <FormActions key={size}>
          {(["primary", "secondary", "quiet", "danger"] as const).map((variant) => (
            <Button key={variant} variant={variant} size={size}>
              {variant}
            </Button>
          ))}
          <Button size={size} busy busyLabel="Saving…">
            Save
          </Button>
          <Button size={size} disabled>
            Disabled
          </Button>
          <IconButton icon="close" label="Close" />
        </FormActions>
      ))}
      <Form errors={{}}>
        <TextField label="Name" name="name" hint="Others see it." defaultValue="Ada Lovelace" />
        <TextField label="Team" name="team" optional placeholder="Engines" />
        <TextField
          label="Email"
          name="email"
          error={["Enter an address such as name@example.com.", "Another reason."]}
          defaultValue="ada"
        />
        <PasswordField label="Password" name="password" autoComplete="current-password" />
        <NewPasswordField label="New password" name="new" rule={{ minLength: 15, maxLength: 256 }} />
      </Form>
      <CopyText value="req_01JD9Z35TK7QX" what="request id" />
      <CopyText value={"curl https://gate.example/api/v1/me \\\n  -H 'Authorization: Bearer $TOKEN'"} what="the command" block />
      <Ticket value="https://gate.example/sign-up#invitation=kUq1r9wZ0f8n2LxYy2Zt" what="the link">
        It is shown this once.
      </Ticket>
      <p>
        <TextLink href="/docs">A link out</TextLink>, <PageLink to="/">a link to a page</PageLink>
      </p>
      <LoadMore more busy={false} error={null} onMore={() => {}}>
        50 events
      </LoadMore>
    </>
  );
}
