package cn.tongtu.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.shared.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which passwords are taken, and how long wrong ones lock. */
class PasswordRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "1234567890",
        "0987654321",
        "qwertyuiop",
        "1qaz2wsx3edc",
        "abcdefghij",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "password123",
        "P@ssw0rd2026",
        "admin123456",
        "Admin@2026!!",
        "zhangsan-2026",
        "我叫张三张三张三张三",
        "qwer123456",
        "woaini1314520",
        "Tongtu@20260101",
        "1111111122222222",
        "asdfghjkl;123"
      })
  void whatEverybodyTriesFirstIsRefused(String password) {
    assertThatThrownBy(() -> PasswordRule.check(password, "zhangsan", "张三"))
        .as(password)
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "每天修一公里路再回家",
        "correct horse battery",
        "K3+200 culvert widened",
        "mqx8fjw0vr",
        "雨天不浇沥青要等晴天"
      })
  void aSentenceOrSomethingRandomIsTaken(String password) {
    assertThatCode(() -> PasswordRule.check(password, "zhangsan", "张三")).doesNotThrowAnyException();
  }

  @Test
  void whatTheHashWouldCutOffIsRefused() {
    assertThatThrownBy(() -> PasswordRule.check("每天修一公里路再回家".repeat(3), "zhangsan", "张三"))
        .hasMessageContaining("过长");
  }

  @Test
  void eachFailurePastTheFreeOnesLocksTwiceAsLong() {
    var now = Instant.parse("2026-01-01T00:00:00Z");
    var attempts = Attempts.none(now);
    for (int i = 1; i < Attempts.FREE_FOR_ACCOUNT; i++) {
      attempts = attempts.failed(now, Attempts.FREE_FOR_ACCOUNT);
      assertThat(attempts.lockedAt(now)).isFalse();
    }
    attempts = attempts.failed(now, Attempts.FREE_FOR_ACCOUNT);
    assertThat(attempts.lockedUntil()).contains(now.plus(Duration.ofMinutes(1)));
    attempts = attempts.failed(now, Attempts.FREE_FOR_ACCOUNT);
    assertThat(attempts.lockedUntil()).contains(now.plus(Duration.ofMinutes(2)));
    for (int i = 0; i < 50; i++) {
      attempts = attempts.failed(now, Attempts.FREE_FOR_ACCOUNT);
    }
    assertThat(attempts.lockedUntil()).contains(now.plus(Duration.ofMinutes(30)));

    var later = now.plus(Duration.ofDays(2));
    assertThat(attempts.failed(later, Attempts.FREE_FOR_ACCOUNT).lockedUntil()).isEmpty();
  }
}
