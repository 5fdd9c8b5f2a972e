package cn.tongtu.work;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.LongWork;
import cn.tongtu.work.JobRows.Beat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job while it runs here (执行中的任务). What it tells is only noted; the worker's clock writes it
 * down, so that a kind may tell as often as it likes.
 */
final class Running implements LongWork.Run {
  private final Job job;
  private final Actor.Staff actor;
  private volatile long done;
  private volatile @Nullable Long total;
  private volatile Label message = new Label("", "");
  private volatile boolean stopped;
  private volatile boolean given;
  private final List<Label> unwritten = new ArrayList<>();
  private long written;
  private final List<Runnable> breakOffs = new ArrayList<>();

  Running(Job job, Actor.Staff actor) {
    this.job = job;
    this.actor = actor;
  }

  Job job() {
    return job;
  }

  @Override
  public Actor.Staff actor() {
    return actor;
  }

  @Override
  public Map<String, String> parameters() {
    return job.parameters();
  }

  @Override
  public void total(long total) {
    this.total = total;
  }

  @Override
  public void done(long done) {
    this.done = done;
    check();
  }

  @Override
  public void says(Label message) {
    this.message = message;
  }

  @Override
  public void finding(Label finding) {
    synchronized (unwritten) {
      unwritten.add(finding);
    }
  }

  @Override
  public void check() {
    if (stopped) {
      throw new LongWork.Cancelled();
    }
  }

  boolean isStopped() {
    return stopped;
  }

  /** Whether it is stopped because the server stops, and others shall do it. */
  boolean isGivenBack() {
    return given;
  }

  /** Closing waits for a break-off that is under way: it must not hit what comes after. */
  @Override
  public LongWork.Registration whenCancelled(Runnable breakOff) {
    synchronized (breakOffs) {
      check();
      breakOffs.add(breakOff);
    }
    return () -> {
      synchronized (breakOffs) {
        breakOffs.remove(breakOff);
      }
    };
  }

  void stop() {
    synchronized (breakOffs) {
      if (!stopped) {
        stopped = true;
        breakOffs.forEach(Runnable::run);
      }
    }
  }

  void giveBack() {
    given = true;
    stop();
  }

  Beat beat() {
    return new Beat(job.id(), done, total, message);
  }

  Beat beat(Label said) {
    return new Beat(job.id(), done, total, said);
  }

  /** What was found since the last time, with how many there were before. */
  record Found(long before, List<Label> findings) {}

  Optional<Found> takeFindings() {
    synchronized (unwritten) {
      if (unwritten.isEmpty()) {
        return Optional.empty();
      }
      var found = new Found(written, List.copyOf(unwritten));
      written += unwritten.size();
      unwritten.clear();
      return Optional.of(found);
    }
  }

  /** They could not be written this time. */
  void putBack(Found found) {
    synchronized (unwritten) {
      written -= found.findings.size();
      unwritten.addAll(0, found.findings);
    }
  }
}
