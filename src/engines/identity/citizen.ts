/** Citizen identity number, GB 11643: 17 digits and an ISO 7064 MOD 11-2 check character. */
export function checkCitizenId(id: string): { readonly ok: boolean } {
  if (!/^\d{17}[\dXx]$/.test(id)) return { ok: false };
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += Number(id[at]) * (2 ** (17 - at) % 11);
  return { ok: "10X98765432"[sum % 11] === id[17]!.toUpperCase() };
}

export const maskCitizenId = (id: string): string => `${id.slice(0, 3)}***********${id.slice(-4)}`;
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
