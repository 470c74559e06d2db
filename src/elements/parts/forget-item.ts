/** Takes something out of the site's storage on this device. */
export function forgetItem(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // Storage that is refused has nothing to forget.
  }
}
