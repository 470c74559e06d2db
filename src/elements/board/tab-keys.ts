import type { ReactiveController, ReactiveElement } from 'lit';

/** Arrow keys walk the tabs, as the ARIA tab pattern has it. */
export class TabKeys implements ReactiveController {
  constructor(private host: ReactiveElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.renderRoot.addEventListener('keydown', this.walk);
  }

  hostDisconnected(): void {
    this.host.renderRoot.removeEventListener('keydown', this.walk);
  }

  private walk = (event: Event): void => {
    const tab = event.target as HTMLElement;
    const { key } = event as KeyboardEvent;
    if (tab.getAttribute('role') !== 'tab' || (key !== 'ArrowRight' && key !== 'ArrowLeft')) return;
    event.preventDefault();
    const tabs = [...tab.parentElement!.children] as HTMLElement[];
    const step = key === 'ArrowRight' ? 1 : tabs.length - 1;
    const next = tabs[(tabs.indexOf(tab) + step) % tabs.length]!;
    next.focus();
    next.click();
  };
}
