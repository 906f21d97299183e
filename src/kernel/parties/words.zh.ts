/** Refusals on screen; {names} are filled from the refusal's detail. */
export const zh = {
  refusals: {
    bad_uscc: "统一社会信用代码第 {position} 位有误（{reason}），请对照营业执照重填 18 位代码。",
    uscc_needed: "单位须填统一社会信用代码。自然人花农请选“个人”。",
    uscc_taken: "代码 {uscc} 已登记过，请查找已有主体。",
    bad_citizen_id: "身份证号校验不通过，请对照证件重填。",
    unknown_account: "没有账号 {login}，请先让对方开户。",
    delegates_cannot_appoint: "代办人不能再委托或解除他人，须由本人办理。",
    already_acts: "{name} 已经可以代办。",
    not_a_delegate: "此人不是现任代办人。",
  },
};
export type Words = typeof zh;
