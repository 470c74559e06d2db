import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static long synced;
static int sync_with(const char *name, int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, name);
  const char *slower = getenv("SYNC_SLOWER_US"), *count = getenv("SYNC_COUNT");
  static int out = -1;
  if (slower) usleep(atoi(slower));
  if (count && out < 0) out = open(count, O_WRONLY | O_CREAT, 0600);
  char text[24];
  int length = snprintf(text, sizeof text, "%ld", ++synced);
  if (out >= 0 && pwrite(out, text, length, 0) != length) abort();
  return real(fd);
}
int fsync(int fd) { return sync_with("fsync", fd); }
int fdatasync(int fd) { return sync_with("fdatasync", fd); }
`;

/** A process's view of the disk, where a C compiler is to be had: its syncs counted, and slower than they are. */
export interface Disk {
  /** What the process is to be started with. */
  env: Record<string, string>;
  /** Syncs so far. */
  synced(): number;
}

/** @param slowerMs what every sync takes beyond its own time: 5 is a small server's disk */
export function countingDisk(folder: string, slowerMs = 0): Disk | undefined {
  const [source, library, count] = ['disk.c', 'disk.so', 'synced'].map((name) => join(folder, name));
  writeFileSync(source!, SOURCE);
  const compiled = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library!, source!, '-ldl']);
  if (compiled.status !== 0) return undefined;
  return {
    env: { LD_PRELOAD: library!, SYNC_COUNT: count!, SYNC_SLOWER_US: String(slowerMs * 1000) },
    synced: () => (existsSync(count!) ? Number(readFileSync(count!, 'utf8')) : 0),
  };
}
