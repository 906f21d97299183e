import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    wrong_password: "The log-in or the password is wrong. Five failures lock the account for a quarter of an hour.",
    locked: "The account is locked until {until}. Try again then, or ask the system administrator.",
    disabled: "The account is closed. Ask the system administrator.",
    not_a_demo: "This is not a demonstration account. Use its password.",
    unknown_account: "There is no such account. Check the log-in.",
    not_a_member: "You may not act for this party.",
    weak_password: "The password is too weak ({fault}): at least eight characters, letters and digits both, without the log-in, not a common one.",
    login_taken: "The log-in {login} is taken. Choose another.",
    admin_roles_are_separate: "System, security and audit are separate; one account holds only one of them.",
    not_for_oneself: "Nobody does this to his own account. Ask another administrator.",
  },
} satisfies Words;
