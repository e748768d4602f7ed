package dev.heddle.server.info;

/** INFO cpu: processor time of the process and of those that it started. */
final class CpuInfo {
  private CpuInfo() {}

  static void write(Moment moment, InfoText text) {
    ProcessFigures process = moment.process();
    text.seconds("used_cpu_sys", process.systemSeconds())
        .seconds("used_cpu_user", process.userSeconds())
        .seconds("used_cpu_sys_children", process.childSystemSeconds())
        .seconds("used_cpu_user_children", process.childUserSeconds());
  }
}
