package cn.tongtu.form;

import cn.tongtu.form.Posts.Claim;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Notes in a deed's own transaction that its form was taken (已写入): the two commit together or not
 * at all. Who has lost the claim meanwhile, because it took too long, does not commit.
 */
@Component
class Commits implements TransactionExecutionListener {
  private static final ThreadLocal<@Nullable Taken> HERE = new ThreadLocal<>();

  private final Posts posts;

  Commits(Posts posts) {
    this.posts = posts;
  }

  private static final class Taken {
    private final Claim claim;
    private boolean noted;
    private boolean written;

    private Taken(Claim claim) {
      this.claim = claim;
    }
  }

  /** What this thread writes from now on belongs to the form. */
  static void begin(Claim claim) {
    HERE.set(new Taken(claim));
  }

  /** Whether anything was written that stays, however the request was answered. */
  static boolean any() {
    var taken = HERE.get();
    return taken != null && taken.written;
  }

  static void end() {
    HERE.remove();
  }

  @Override
  public void beforeCommit(TransactionExecution transaction) {
    var taken = HERE.get();
    // Once noted nobody else can claim it, so a second transaction of the same deed need not ask.
    if (taken == null || transaction.isReadOnly() || taken.written) {
      return;
    }
    taken.noted = posts.written(taken.claim);
    if (!taken.noted) {
      throw new CannotAcquireLockException(
          "办理超时，表单已由另一次提交接办 the form was taken over by another sending");
    }
  }

  @Override
  public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
    var taken = HERE.get();
    if (taken != null && failure == null && taken.noted && !transaction.isReadOnly()) {
      taken.written = true;
    }
  }
}
