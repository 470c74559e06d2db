/** Class of the root for a `theme` of `auto`, `light` or `dark`, as the device stands now. */
export function shade(theme: string): string {
  return theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : theme;
}
