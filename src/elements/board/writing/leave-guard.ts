/**
 * Makes the browser ask before the page is left, only while something would be lost by it: a page that always listens is
 * kept out of Firefox's back/forward cache.
 */
export class LeaveGuard {
  private on = false;

  set(on: boolean): void {
    if (on === this.on) return;
    this.on = on;
    if (on) window.addEventListener('beforeunload', this.ask);
    else window.removeEventListener('beforeunload', this.ask);
  }

  private ask = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
    // What Chromium before 119 wants.
    event.returnValue = true;
  };
}
