interface Documented {
  name: string;
  description?: string;
  fieldName?: string;
}

export interface ElementDeclaration {
  tagName?: string;
  description?: string;
  attributes: Documented[];
  members: Documented[];
  events: Documented[];
  slots: Documented[];
}

interface Manifest {
  modules: { declarations?: ElementDeclaration[] }[];
}

export function elements(manifest: Manifest): ElementDeclaration[];
export function reference(manifest: Manifest): string;
