export { deliverMails } from "./deliver-mails.ts";
export { developmentMailRoutes } from "./development-mails.routes.ts";
export { maintainMails } from "./mail-maintenance.ts";
export { shutAccountMail } from "./shut-account-mail.ts";
export type { AdditionLinks, FactorInMail, Mail, MailKind, MailMode, MailValues } from "./mail.ts";
export { createOutbox, sealedValuesOf, type Outbox } from "./outbox.ts";
