/** PostgreSQL error codes that a handler may turn into a refusal. */
const code = (error: unknown): unknown => (typeof error === "object" && error !== null && "code" in error ? error.code : undefined);

export const isCheckViolation = (error: unknown): boolean => code(error) === "23514";
export const isUniqueViolation = (error: unknown): boolean => code(error) === "23505";
export const isForeignKeyViolation = (error: unknown): boolean => code(error) === "23503";
export const isExclusionViolation = (error: unknown): boolean => code(error) === "23P01";
