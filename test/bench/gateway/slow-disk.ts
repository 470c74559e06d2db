import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
static int slowly(const char *name, int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, name);
  usleep(5000);
  return real(fd);
}
int fsync(int fd) { return slowly("fsync", fd); }
int fdatasync(int fd) { return slowly("fdatasync", fd); }
`;

/** A library that makes every sync of a process last 5 ms longer, as on a small server's disk; none without a C compiler. */
export function slowDisk(folder: string): string | undefined {
  const [source, library] = [join(folder, 'slow-disk.c'), join(folder, 'slow-disk.so')];
  writeFileSync(source, SOURCE);
  return spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']).status === 0
    ? library
    : undefined;
}
