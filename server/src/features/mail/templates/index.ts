import type { MailKind, MailValues } from "../mail.ts";
import { accountClosed, accountDeleted, accountIsClosed, accountReopened, dataExported } from "./account-closure.ts";
import { impersonated, passwordResetRequired, roleChanged } from "./administration.ts";
import { emailChangeNew, emailChangeOld, emailChanged, emailChangeUndone, emailWanted } from "./address-change.ts";
import type { Letter, Setting } from "./letter.ts";
import { domainCode, organizationInvitation } from "./coming-in.ts";
import { noAccount, passwordChanged, passwordRecovered, recoverPassword } from "./recovery.ts";
import { accountDisabled, accountExists, confirmAddress, invitation } from "./registration.ts";
import {
  additionsUndone,
  recoveryCodesCreated,
  recoveryCodeUsed,
  secondFactorAdded,
  secondFactorFailing,
  secondFactorRemoved,
} from "./second-factor.ts";
import { memberRemoved, organizationClosed, organizationReopened, ownershipOffered, ownershipPassed } from "./organizations.ts";
import { connectionAdded, connectionRemoved } from "./connections.ts";
import { newDevice, refreshTokenReused, signInSlowed, signInUnfinished } from "./sign-in.ts";

/** The kinds of mail that are sent. */
export type SentKind = Exclude<MailKind, "nothing">;

/** Each kind's template. */
export const TEMPLATES: { readonly [K in SentKind]: (values: MailValues[K], setting: Setting) => Letter } = {
  confirm_address: confirmAddress,
  account_exists: accountExists,
  account_disabled: accountDisabled,
  recover_password: recoverPassword,
  no_account: noAccount,
  password_changed: passwordChanged,
  password_recovered: passwordRecovered,
  email_change_old: emailChangeOld,
  email_change_new: emailChangeNew,
  email_wanted: emailWanted,
  email_changed: emailChanged,
  email_change_undone: emailChangeUndone,
  new_device: newDevice,
  refresh_token_reused: refreshTokenReused,
  sign_in_slowed: signInSlowed,
  sign_in_unfinished: signInUnfinished,
  second_factor_added: secondFactorAdded,
  second_factor_removed: secondFactorRemoved,
  second_factor_failing: secondFactorFailing,
  recovery_codes_created: recoveryCodesCreated,
  recovery_code_used: recoveryCodeUsed,
  connection_added: connectionAdded,
  additions_undone: additionsUndone,
  connection_removed: connectionRemoved,
  role_changed: roleChanged,
  password_reset_required: passwordResetRequired,
  impersonated,
  invitation,
  organization_invitation: organizationInvitation,
  domain_code: domainCode,
  account_closed: accountClosed,
  account_deleted: accountDeleted,
  account_reopened: accountReopened,
  account_is_closed: accountIsClosed,
  data_exported: dataExported,
  member_removed: memberRemoved,
  ownership_offered: ownershipOffered,
  ownership_passed: ownershipPassed,
  organization_closed: organizationClosed,
  organization_reopened: organizationReopened,
};
