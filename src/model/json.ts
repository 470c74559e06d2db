/** JSON as the language has it: old libraries give arrays and objects a `toJSON` of their own (Prototype 1.6: a text). */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, key) {
    return this[key];
  });
