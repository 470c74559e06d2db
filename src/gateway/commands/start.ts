import { mayCallOf, placeOf, portOf, trustProxyOf, type Given } from './options.js';

/** Serves until a signal comes; resolves when everything has been brought to the disk. */
export async function start(given: Given): Promise<void> {
  const { values } = given;
  const port = portOf(given);
  // The other commands must not wait for all that serving needs.
  const { createGateway } = await import('../gateway.js');
  const gateway = await createGateway({
    ...placeOf(given),
    widget: values.widget,
    demo: values.demo,
    trustProxy: trustProxyOf(given),
    mayCall: mayCallOf(given),
    logLevel: values.log ?? 'info',
    // Standard output is for the ready line alone.
    logStream: process.stderr,
  });
  const ended = new Promise<void>((resolve, reject) => {
    const end = () => gateway.close().then(resolve, reject);
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
  });
  try {
    const url = await gateway.listen({ port, host: values.host });
    if (!gateway.storage.boards.keys().length)
      gateway.app.log.warn('there is no board yet: see board create');
    console.log(`ready ${url}`);
  } catch (error) {
    await gateway.close();
    throw error;
  }
  await ended;
}
