import { Calls } from './calls.js';
import type { Page } from './page.js';

interface Remote<T> {
  result: { objectId?: string; description?: string; value: T };
  wasThrown?: boolean;
}
interface Context {
  context: { id: number; frameId: string; type?: string };
}
interface Logged {
  message: { source: string; level: string; text: string };
}
interface Tree {
  frameTree: { childFrames?: { frame: { id: string } }[] };
}

/** One view of a WebKit under inspection, whatever process its page is in at the moment. */
export class WebKitView {
  private readonly errors: string[] = [];
  /** The scripts' world of each frame; a new one with every page in it. */
  private readonly worlds = new Map<string, number>();
  private target = '';
  private readonly ready: Promise<void>;
  private readonly calls: Calls;

  constructor(view: Calls) {
    this.calls = new Calls((message) => {
      view
        .send('Target.sendMessageToTarget', { targetId: this.target, message })
        .catch((error: Error) => this.calls.drop(error.message));
    });
    this.calls.on<Context>('Runtime.executionContextCreated', ({ context }) => {
      if (context.type !== 'internal' && context.type !== 'user')
        this.worlds.set(context.frameId, context.id);
    });
    this.calls.on<Logged>('Console.messageAdded', ({ message: { source, level, text } }) => {
      if (source === 'javascript' && level === 'error') this.errors.push(text);
    });
    view.on<{ message: string }>('Target.dispatchMessageFromTarget', ({ message }) =>
      this.calls.hear(message),
    );
    // Another site is another process, which takes over when its page is there.
    view.on<{ newTargetId: string }>('Target.didCommitProvisionalTarget', ({ newTargetId }) =>
      this.enter(newTargetId),
    );
    this.ready = new Promise((resolve) => {
      view.on<{ targetInfo: { targetId: string; isProvisional?: boolean } }>(
        'Target.targetCreated',
        ({ targetInfo }) => {
          if (targetInfo.isProvisional) return;
          this.enter(targetInfo.targetId);
          resolve();
        },
      );
    });
  }

  private enter(target: string): void {
    this.target = target;
    this.calls.drop('the page has gone');
    for (const domain of ['Runtime', 'Console', 'Page'])
      this.calls.send(`${domain}.enable`).catch(() => undefined);
  }

  async evaluate<T>(expression: string, frame?: number): Promise<T> {
    await this.ready;
    const promise = await this.calls.send<Remote<never>>('Runtime.evaluate', {
      expression: `Promise.resolve().then(function () { return ${expression}; })`,
      ...(frame !== undefined && { contextId: await this.world(frame) }),
    });
    const { result, wasThrown } = await this.calls.send<Remote<T>>('Runtime.awaitPromise', {
      promiseObjectId: promise.result.objectId,
      returnByValue: true,
    });
    if (wasThrown) throw new Error(result.description ?? String(result.value));
    return result.value;
  }

  /** The page in it, or the one in a frame of that. */
  page(engine: string, frame?: number): Page {
    return { engine, errors: this.errors, evaluate: (expression) => this.evaluate(expression, frame) };
  }

  private async world(frame: number): Promise<number> {
    const { frameTree } = await this.calls.send<Tree>('Page.getResourceTree');
    const world = this.worlds.get(frameTree.childFrames?.[frame]?.frame.id ?? '');
    if (world === undefined) throw new Error(`there is no frame ${frame} yet`);
    return world;
  }
}
