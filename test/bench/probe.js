/**
 * Runs in the page: when is the first item laid out and painted, when are all of them there. Leaves its findings in
 * `window.__bench`.
 */
export function probe({ items, total }) {
  if (window !== window.top) return;
  const found = (window.__bench = { first: null, all: null, fcp: null, longTasks: [], cls: 0 });
  const observe = (type, each) => {
    try {
      new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
    } catch {
      // Not every engine knows every entry type; the figure stays empty.
    }
  };
  observe('longtask', (entry) => found.longTasks.push(entry.duration));
  observe('paint', (entry) => entry.name === 'first-contentful-paint' && (found.fcp = entry.startTime));
  observe('layout-shift', (entry) => entry.hadRecentInput || (found.cls += entry.value));
  const afterPaint = (then) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  let sawFirst = false;
  let sawAll = false;
  const poll = () => {
    const elements = items();
    if (!sawFirst && elements.length && elements[0].getBoundingClientRect().height > 0) {
      sawFirst = true;
      afterPaint((time) => (found.first = time));
    }
    if (!sawAll && elements.length >= total) {
      sawAll = true;
      afterPaint((time) => (found.all = time));
    }
    if (!sawFirst || !sawAll) requestAnimationFrame(poll);
  };
  requestAnimationFrame(poll);
}
