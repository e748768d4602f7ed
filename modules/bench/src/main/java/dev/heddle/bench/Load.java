package dev.heddle.bench;

/** A workload at a number of requests sent at once by each of so many clients. */
record Load(Workload workload, int pipeline, int clients) {
  @Override
  public String toString() {
    return workload + " at pipeline " + pipeline + " by " + clients + " clients";
  }
}
