package cn.tongtu.form;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Whether a request has written anything that stays (是否已写入), however it was answered. */
@Component
class Commits implements TransactionExecutionListener {
  private static final ThreadLocal<Boolean> WRITTEN = ThreadLocal.withInitial(() -> false);

  static void begin() {
    WRITTEN.remove();
  }

  static boolean any() {
    return WRITTEN.get();
  }

  @Override
  public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
    if (failure == null && !transaction.isReadOnly()) {
      WRITTEN.set(true);
    }
  }
}
