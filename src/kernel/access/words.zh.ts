/** Refusals on screen; {names} are filled from the refusal's detail. */
export const zh = {
  refusals: {
    wrong_password: "用户名或密码不对。连续五次错误后锁定一刻钟。",
    locked: "账号已锁定，{until} 之后再试，或请系统管理员处理。",
    disabled: "账号已停用，请联系系统管理员。",
    not_a_demo: "这不是演示账号，请用密码登录。",
    unknown_account: "没有这个账号，请检查登录名。",
    not_a_member: "您不能代表这个主体。",
    weak_password: "密码太弱（{fault}）：至少八位，字母和数字都要有，不含登录名，不用常见密码。",
    login_taken: "登录名 {login} 已被使用，请换一个。",
    admin_roles_are_separate: "系统、安全、审计三员分立，一个账号只能担任其一。",
    not_for_oneself: "不能对自己的账号做这件事，请由另一位管理员办理。",
  },
};
export type Words = typeof zh;
