import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface, type Interface } from 'node:readline';
import { GatewayError } from '../gateway-error.js';
import type { CallAnswer, CallInput, CallName, LocalAnswer, LocalQuestion } from './calls.js';
import { socketFile } from './serve.js';

/** A connection to the gateway that runs on a data folder. */
export class LocalLine {
  readonly #socket: Socket;
  readonly #answers: AsyncIterator<string>;

  private constructor(socket: Socket, lines: Interface) {
    this.#socket = socket;
    this.#answers = lines[Symbol.asyncIterator]();
  }

  /** Nothing where no gateway answers. */
  static async open(dataDir: string): Promise<LocalLine | undefined> {
    const socket = connect(socketFile(dataDir));
    try {
      await once(socket, 'connect');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // No socket, one left over, or a path that no gateway can have made one at.
      if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'EINVAL') return undefined;
      throw error;
    }
    socket.on('error', () => {});
    return new LocalLine(socket, createInterface(socket));
  }

  async call<Name extends CallName>(call: Name, input: CallInput<Name>): Promise<CallAnswer<Name>> {
    const question: LocalQuestion = { call, input };
    this.#socket.write(`${JSON.stringify(question)}\n`);
    const next = await this.#answers.next().catch(() => undefined);
    if (!next || next.done)
      throw new GatewayError('The running gateway has ended in the meantime: run this again.');
    const said = JSON.parse(next.value) as LocalAnswer;
    if ('answer' in said) return said.answer as CallAnswer<Name>;
    throw said.forPeople ? new GatewayError(said.error) : new Error(`In the running gateway: ${said.error}`);
  }

  end(): void {
    this.#socket.destroy();
  }
}
