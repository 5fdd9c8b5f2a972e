package cn.tongtu.api;

import cn.tongtu.register.Round;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** Forgets what programs sent long ago (清理). */
@Component
record SendingsRound(Sendings sendings) implements Round {
  @Override
  public void look(LocalDate today) {
    sendings.forget();
  }
}
