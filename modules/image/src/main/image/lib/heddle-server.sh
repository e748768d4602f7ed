# Read by bin/heddle-server: the options that depend on the machine. Only what the shell itself can do: a process costs
# as much as a tenth of the server's start.

# Virtual threads run on one processor less than there are: the collector, the journal's fsync and the kernel's half of
# the socket work need some, too. The processors are those this process may use and its cgroup pays for.
heddle_processors() {
  processors=0
  [ -r /proc/self/status ] || return 0
  while read -r key value; do
    [ "$key" = Cpus_allowed_list: ] || continue
    IFS=,
    for range in $value; do
      processors=$((processors + ${range#*-} - ${range%-*} + 1))
    done
    unset IFS
    break
  done </proc/self/status
  [ -r /sys/fs/cgroup/cpu.max ] || return 0
  read -r quota period </sys/fs/cgroup/cpu.max
  [ "$quota" != max ] || return 0
  quota=$(((quota + period - 1) / period))
  [ "$quota" -ge "$processors" ] || processors=$quota
}

# From 32 GB of heap on a reference takes eight bytes instead of four, so a heap a little larger holds less, and the
# start-up cache does not fit. Who wants more says so with HEDDLE_HEAP.
heddle_heap() {
  heap=$HEDDLE_HEAP
  [ -z "$heap" ] && [ -r /proc/meminfo ] || return 0
  read -r key memory unit </proc/meminfo
  [ "$memory" -gt $((62 << 20)) ] || return 0
  limit=max
  [ ! -r /sys/fs/cgroup/memory.max ] || read -r limit </sys/fs/cgroup/memory.max
  [ "$limit" != max ] && [ "$limit" -le $((62 << 30)) ] || heap=31g
}

heddle_processors
heddle_heap
if [ "$processors" -gt 2 ]; then
  options="-Djdk.virtualThreadScheduler.parallelism=$((processors - 1)) $options"
elif [ "$processors" -gt 0 ]; then
  options="-Djdk.virtualThreadScheduler.parallelism=1 $options"
fi
if [ -n "$heap" ]; then
  options="-Xmx$heap $options"
fi
