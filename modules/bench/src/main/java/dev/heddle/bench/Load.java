package dev.heddle.bench;

/** A workload at a number of requests sent at once. */
record Load(Workload workload, int pipeline) {
  @Override
  public String toString() {
    return workload + " at pipeline " + pipeline;
  }
}
