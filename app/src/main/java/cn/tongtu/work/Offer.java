package cn.tongtu.work;

import cn.tongtu.shared.HomeOffer;
import cn.tongtu.shared.Label;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The way to the jobs from the first page (后台任务入口). */
@Component
class Offer implements HomeOffer {
  @Override
  public Optional<HomeOffer.Offer> offer() {
    return Optional.of(
        new HomeOffer.Offer(
            new Label("后台任务", "Background jobs"),
            new Label(
                "核对总账、核验封存数据等耗时的工作：进度、结果和问题清单。",
                "Checks of the ledger and the seal, and other long work: progress, results and problems."),
            JobPages.PATH));
  }
}
